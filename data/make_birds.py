#!/usr/bin/env python3
"""Makes birds.csv: invented counts of birds at garden feeders, in the shape that such counts have.

    python3 data/make_birds.py            writes data/birds.csv beside this script
    python3 data/make_birds.py --check    exits 1 if data/birds.csv is not what this script makes

Nobody counted these birds. Places, days and numbers are drawn from a seeded generator; only the
kinds, where they live and when they come follow nature. The same bytes come out on every run: the one
thing used of the generator is random(), whose sequence Python promises to keep, and the arithmetic
is on whole numbers wherever a result decides something.
"""

import pathlib
import random
import sys

SEED = 58
YEARS = range(2018, 2025)
SITES = 42
VISITS_A_YEAR = 4
EMPTY_PERCENT = 2
HEADER = "loc_id,latitude,longitude,region,year,month,day,species_id,num"

# Region: its zone (east, south, middle, mountains, west), and a box of latitude and longitude.
REGIONS = {
    "CA-BC": ("W", 48.4, 49.9, -124.5, -119.3),
    "CA-ON": ("E", 43.0, 46.4, -82.5, -75.0),
    "US-CA": ("W", 34.2, 40.6, -123.0, -118.4),
    "US-CO": ("R", 37.4, 40.8, -106.9, -104.2),
    "US-GA": ("S", 31.2, 34.7, -85.1, -81.9),
    "US-MA": ("E", 41.7, 42.8, -73.1, -70.4),
    "US-MI": ("M", 42.0, 46.1, -86.3, -83.1),
    "US-NC": ("S", 34.6, 36.4, -82.4, -77.3),
    "US-NY": ("E", 42.1, 44.3, -78.7, -73.6),
    "US-PA": ("E", 39.9, 41.9, -80.2, -75.3),
    "US-TX": ("S", 29.5, 33.1, -98.6, -94.9),
    "US-WA": ("W", 46.1, 48.7, -123.9, -117.5),
    "US-WI": ("M", 42.7, 45.9, -91.2, -87.9),
}

# Kind: the zones that it lives in, its season (all the year, winter, summer, or irruptive: in numbers
# only after a poor year for cones), how likely a visit sees it (of 100), and its largest flock.
SPECIES = {
    "amecro": ("ESMRW", "all", 21, 6),
    "amegfi": ("ESMRW", "all", 34, 12),
    "amerob": ("ESMRW", "summer", 30, 5),
    "amtspa": ("EMR", "winter", 16, 6),
    "annhum": ("W", "all", 36, 4),
    "balori": ("EM", "summer", 12, 2),
    "bewwre": ("RW", "all", 16, 2),
    "bkcchi": ("EMRW", "all", 58, 6),
    "blujay": ("ESM", "all", 42, 5),
    "bnhcow": ("ESM", "summer", 12, 7),
    "bushti": ("RW", "all", 15, 15),
    "carchi": ("S", "all", 52, 4),
    "carwre": ("ES", "all", 30, 2),
    "cedwax": ("EMW", "winter", 8, 20),
    "chbchi": ("W", "all", 30, 5),
    "chispa": ("ESM", "summer", 18, 5),
    "comgra": ("ESM", "summer", 20, 15),
    "comred": ("EM", "irruptive", 12, 25),
    "coohaw": ("ESMRW", "winter", 8, 1),
    "daejun": ("ESMRW", "winter", 52, 12),
    "dowwoo": ("ESMRW", "all", 46, 3),
    "easblu": ("ES", "all", 14, 4),
    "eastow": ("ES", "summer", 14, 2),
    "eucdov": ("SMRW", "all", 14, 6),
    "eursta": ("ESMRW", "all", 18, 18),
    "evegro": ("EMR", "irruptive", 9, 18),
    "foxspa": ("SW", "winter", 14, 2),
    "gockin": ("ESW", "winter", 8, 3),
    "haiwoo": ("EMRW", "all", 22, 2),
    "houfin": ("ESMRW", "all", 42, 9),
    "houspa": ("ESMRW", "all", 32, 16),
    "houwre": ("EM", "summer", 13, 2),
    "moudov": ("ESMR", "all", 40, 8),
    "mouchi": ("R", "all", 42, 5),
    "norcar": ("ESM", "all", 50, 5),
    "norfli": ("ESMRW", "all", 24, 2),
    "normoc": ("ES", "all", 16, 2),
    "pilwoo": ("ESMW", "all", 9, 2),
    "pinsis": ("EMRW", "irruptive", 26, 20),
    "purfin": ("EMW", "irruptive", 22, 7),
    "rebnut": ("EMRW", "irruptive", 44, 3),
    "rebwoo": ("ESM", "all", 34, 2),
    "rewbla": ("ESM", "summer", 20, 14),
    "ruckin": ("SW", "winter", 14, 1),
    "rufhum": ("W", "summer", 16, 3),
    "sonspa": ("EMW", "all", 22, 4),
    "spotow": ("RW", "all", 34, 3),
    "stejay": ("RW", "all", 30, 4),
    "tuftit": ("ES", "all", 44, 4),
    "whbnut": ("ESMR", "all", 36, 2),
    "whcspa": ("RW", "winter", 20, 9),
    "whtspa": ("ESM", "winter", 28, 7),
}

# How many of 100 come in a month, by season; irruptive kinds come in winter.
WINTER = (100, 100, 85, 45, 10, 2, 2, 2, 8, 40, 80, 95)
SUMMER = (3, 5, 35, 75, 100, 100, 90, 80, 55, 25, 8, 4)
IRRUPTION = {2018: 90, 2019: 35, 2020: 95, 2021: 100, 2022: 40, 2023: 70, 2024: 30}


class Dice:
    """Draws from the seeded generator."""

    def __init__(self, seed):
        self._random = random.Random(seed).random

    def below(self, limit):
        return int(self._random() * limit)

    def between(self, low, high):
        """A place between two coordinates, in steps of 0.0001."""
        low, high = round(low * 10_000), round(high * 10_000)
        return f"{(low + self.below(high - low)) / 10_000:.4f}"

    def flock(self, largest):
        """1 to `largest`; small flocks are likelier."""
        return 1 + min(self.below(largest), self.below(largest), self.below(largest) + largest // 4)


def make_sites(dice):
    names = sorted(REGIONS)
    sites = []
    for number in range(SITES):
        region = names[number % len(names)]
        zone, south, north, west, east = REGIONS[region]
        loc_id = f"L{100_000 + number * 3_571 + dice.below(3_000)}"
        sites.append((loc_id, dice.between(south, north), dice.between(west, east), region, zone))
    return sites


def chance(season, likelihood, year, month):
    """Of 10,000: how likely a visit in this month sees the kind."""
    if season == "all":
        return likelihood * 80
    if season == "summer":
        return likelihood * SUMMER[month - 1]
    if season == "winter":
        return likelihood * WINTER[month - 1]
    return likelihood * (WINTER[month - 1] + 15) * IRRUPTION[year] // 115


def make_rows():
    dice = Dice(SEED)
    rows = []
    for loc_id, latitude, longitude, region, zone in make_sites(dice):
        for year in YEARS:
            for visit in range(VISITS_A_YEAR):
                month = 1 + (visit * 12 // VISITS_A_YEAR + dice.below(12 // VISITS_A_YEAR) + 10) % 12
                day = 1 + dice.below(28)
                for species_id in sorted(SPECIES):
                    zones, season, likelihood, largest = SPECIES[species_id]
                    if zone not in zones or dice.below(10_000) >= chance(season, likelihood, year, month):
                        continue
                    num = f"{dice.flock(largest)}.0" if dice.below(100) >= EMPTY_PERCENT else ""
                    rows.append((year, month, day, loc_id, species_id, latitude, longitude, region, num))
    rows.sort()
    return rows


def make_text():
    lines = [HEADER]
    for year, month, day, loc_id, species_id, latitude, longitude, region, num in make_rows():
        lines.append(f"{loc_id},{latitude},{longitude},{region},{year},{month},{day},{species_id},{num}")
    return "\n".join(lines) + "\n"


def main():
    path = pathlib.Path(__file__).with_name("birds.csv")
    made = make_text().encode()
    if sys.argv[1:] == ["--check"]:
        if not path.exists() or path.read_bytes() != made:
            sys.exit(f"{path} is not what {pathlib.Path(__file__).name} makes")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        path.write_bytes(made)


if __name__ == "__main__":
    main()
