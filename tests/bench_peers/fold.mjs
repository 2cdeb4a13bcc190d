// Folds a recorded day with the DocumentClient, for comparison: node fold.mjs ENDPOINT DAY.

import readline from "node:readline";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";

const PROJECTED = ["s", "m", "x", "t", "l", "c", "a", "st", "ttl"];

async function fold(client, day) {
  const cells = {};
  const count = (cell, rating) => (cells[cell] ??= new Array(11).fill(0))[rating]++;
  let firstExpiry = Infinity;
  for (let shard = 0; shard < 16; shard++) {
    const pages = paginateQuery(
      { client },
      {
        TableName: "responses",
        IndexName: "by_day",
        KeyConditionExpression: "bd = :shard",
        ExpressionAttributeValues: { ":shard": `${day}#${String(shard).padStart(2, "0")}` },
        ProjectionExpression: PROJECTED.map((name) => "#" + name).join(","),
        ExpressionAttributeNames: Object.fromEntries(PROJECTED.map((name) => ["#" + name, name])),
      },
    );
    for await (const page of pages) {
      for (const item of page.Items) {
        firstExpiry = Math.min(firstExpiry, item.ttl);
        if (item.st === "s" || item.st === "e") continue;
        count("total", item.x);
        count("touchpoint " + item.t, item.x);
        if (item.l !== undefined) count("language " + item.l, item.x);
        if (item.c !== undefined) count("channel " + item.c, item.x);
        for (const [name, value] of Object.entries(item.a ?? {})) count(`attribute:${name} ${value}`, item.x);
      }
    }
  }
  return cells;
}

const [endpoint, day] = process.argv.slice(2);
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: "us-east-1", credentials }));
const lines = readline.createInterface({ input: process.stdin });
lines.once("line", async () => console.log(JSON.stringify(await fold(client, day))));
lines.once("close", () => process.exit());
console.log("ready");
