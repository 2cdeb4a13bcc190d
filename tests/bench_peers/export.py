"""Writes recorded answers as CSV with boto3, for comparison: export.py ENDPOINT TABLE DAY.

The pages of each shard name the answers, which are read by key, a hundred at once. The customers' ids stay encrypted.
"""

import csv
import json
import os
import sys
import tempfile

import boto3

COLUMNS = ["sk", "s", "v", "m", "x", "k", "t", "c", "l", "a", "bd", "fa", "at", "r"]
SHARDS = 16


def main():
    endpoint, table, day = sys.argv[1:]
    client = boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    print("ready", flush=True)
    sys.stdin.readline()
    rows = 0
    with tempfile.NamedTemporaryFile("w", newline="", suffix=".csv", delete=False) as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for shard in range(SHARDS):
            start = {}
            while True:
                page = client.query(
                    TableName=table,
                    IndexName="by_day",
                    KeyConditionExpression="bd = :shard",
                    ExpressionAttributeValues={":shard": {"S": f"{day}#{shard:02}"}},
                    ProjectionExpression="pk, sk",
                    Limit=100,
                    **start,
                )
                keys = [{"pk": item["pk"], "sk": item["sk"]} for item in page["Items"]]
                answer = client.batch_get_item(RequestItems={table: {"Keys": keys, "ConsistentRead": True}})
                for item in answer["Responses"][table]:
                    writer.writerow([cell(item.get(name)) for name in COLUMNS])
                    rows += 1
                if "LastEvaluatedKey" not in page:
                    break
                start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
    print(json.dumps([rows, os.path.getsize(file.name)]), flush=True)
    os.unlink(file.name)
    sys.stdin.readline()


def cell(value):
    if value is None:
        return ""
    (kind, inside), = value.items()
    if kind == "M":
        return json.dumps({name: cell(part) for name, part in inside.items()})
    text = inside if kind == "S" else str(inside)
    return "'" + text if kind == "S" and text[:1] in "=+-@\t\r\n'" else text


main()
