"""The birds API as one writes it by hand. usage: birds.py CSV PORT"""
import csv
import http.server
import json
import sys
import urllib.parse

with open(sys.argv[1], newline="") as file:
    rows = [dict(row, year=int(row["year"]), num=float(row["num"] or 0)) for row in csv.DictReader(file)]


class Birds(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        if query.keys() - {"year", "species"}:
            return self.answer(400, {"error": "the parameters are year and species"})
        try:
            year = int(query["year"]) if "year" in query else None
        except ValueError:
            return self.answer(422, {"error": "year is not a number"})
        species = query.get("species")
        self.answer(200, [row for row in rows if year in (None, row["year"]) and species in (None, row["species_id"])])

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Birds).serve_forever()
