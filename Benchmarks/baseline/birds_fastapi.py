"""The birds API with FastAPI and pandas, as its tutorial would have it. usage: birds_fastapi.py CSV PORT"""
import sys

import pandas
import uvicorn
from fastapi import FastAPI, HTTPException, Request

app = FastAPI()
birds = pandas.read_csv(sys.argv[1]).fillna({"num": 0})


@app.get("/")
def read(request: Request, year: int | None = None, species: str | None = None):
    if request.query_params.keys() - {"year", "species"}:
        raise HTTPException(400, "the parameters are year and species")
    rows = birds
    if year is not None:
        rows = rows[rows.year == year]
    if species is not None:
        rows = rows[rows.species_id == species]
    return rows.to_dict("records")


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
