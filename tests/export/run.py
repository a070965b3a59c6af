# Runs the queries of exports in DuckDB: a folder a line of the standard input, a line of JSON each to the output.
# `figures` and `rows` are what the queries give, every value as text; `tables` how many rows each table has.
import json
import os
import sys

import duckdb


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def rows(cursor):
    return [[None if value is None else str(value) for value in row] for row in cursor.fetchall()]


for folder in sys.stdin.read().splitlines():
    os.chdir(folder)
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(read("sql/schema.sql"))
    names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
    answer = {
        "figures": rows(connection.execute(read("sql/figures.sql"))),
        "rows": rows(connection.execute(read("sql/rows32.sql"))),
        "tables": {name: rows(connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL')) for name in names},
    }
    print(json.dumps(answer))
    connection.close()
    os.chdir("/" if os.name != "nt" else os.environ.get("TEMP", "\\"))
