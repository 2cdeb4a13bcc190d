// The least Lambda handler that does what submit does, for comparison: node submit.mjs.
//
// A link is a JSON text and its HMAC, which costs less than the encryption of a real one. The runtime client of Lambda's
// own image has to be compiled, so the loop below takes its place: it polls, answers, and does nothing else.

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import { ConditionalCheckFailedException, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";

const { env } = process;
const key = Buffer.from(env.PEER_KEY);
const table = env.RESPONSES_TABLE;
const retention = Number(env.RETENTION_DAYS) * 86_400;
const html = { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'" };
const [before, after] = readFileSync(env.PEER_PAGE, "utf8").split("{{ticket}}");
const dynamodb = new DynamoDBClient({
  region: env.AWS_REGION,
  endpoint: env.AWS_ENDPOINT_URL_DYNAMODB,
  credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY },
});

const mac = (purpose, ...parts) => {
  const hmac = createHmac("sha256", key).update(purpose);
  for (const part of parts) hmac.update(part);
  return hmac.digest().subarray(0, 16);
};
const same = (one, other) => one.length === other.length && timingSafeEqual(one, other);

/** The facts of a link, or nothing where it is no link. */
function opened(token) {
  const [payload, tag] = token.split(".").map((part) => Buffer.from(part, "base64url"));
  return tag && same(mac("link", payload), tag) ? JSON.parse(payload) : undefined;
}

const reply = (statusCode, body = "", headers = {}) => ({ statusCode, headers: { ...html, ...headers }, body });

async function handler(event) {
  const facts = opened(event.pathParameters.token);
  if (!facts) return reply(404, "<h1>This link does not work</h1>");
  const now = Date.now();
  if (now >= facts.expires * 1000) return reply(410, "<h1>This link has expired</h1>");
  const invitation = mac("invitation", `${facts.survey} ${facts.customer} ${facts.reference}`);
  const pk = { S: "c" + mac("customer", facts.customer).toString("base64url") };
  const sk = { S: invitation.toString("base64url") };
  const request = event.requestContext.http;
  if (request.method === "GET") {
    await dynamodb.send(new GetItemCommand({ TableName: table, Key: { pk, sk }, ProjectionExpression: "pk" }));
    const shown = randomBytes(22);
    shown.writeUIntBE(now, 0, 6);
    const ticket = Buffer.concat([shown, mac("view", invitation, shown)]);
    return reply(200, before + ticket.toString("base64url") + after);
  }
  const form = new URLSearchParams(event.body);
  const ticket = Buffer.from(form.get("view"), "base64url");
  const shown = ticket.subarray(0, 22);
  const rating = Number(form.get("rating"));
  if (!same(mac("view", invitation, shown), ticket.subarray(22)) || !(rating >= 0 && rating <= 10)) {
    return reply(422, "<h1>Choose a number from 0 to 10</h1>");
  }
  const comment = form.get("comment").trim();
  const content = mac("content", `${rating} ${comment}`).subarray(0, 8);
  const receipt = Buffer.alloc(5);
  receipt.writeUInt8(rating);
  receipt.writeUInt32BE(Math.floor(now / 1000), 1);
  const attributes = {};
  for (const name in facts.attributes) attributes[name] = { S: facts.attributes[name] };
  const shard = String(invitation[0] % 16).padStart(2, "0");
  const item = {
    pk,
    sk,
    bd: { S: `${new Date(now).toISOString().slice(0, 10)}#${shard}` },
    r: { N: "1" },
    s: { S: facts.survey },
    v: { N: "1" },
    m: { S: "nps" },
    t: { S: facts.touchpoint },
    c: { S: facts.channel },
    l: { S: facts.language },
    a: { M: attributes },
    x: { N: String(rating) },
    k: { S: comment },
    at: { N: String(now) },
    fa: { N: String(now) },
    u: { B: Buffer.from(facts.customer) },
    o: { B: mac("origin", `${request.sourceIp} ${event.headers["user-agent"]}`).subarray(0, 8) },
    p: { B: Buffer.concat([shown.subarray(6), content, receipt]) },
    ttl: { N: String(Math.floor(now / 1000) + retention) },
  };
  try {
    const put = { TableName: table, Item: item, ConditionExpression: "attribute_not_exists(pk)" };
    await dynamodb.send(new PutItemCommand(put));
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return reply(409, "<h1>You have answered already</h1>");
    throw error;
  }
  return reply(303, "", { location: "?done=1" });
}

const [hostname, port] = env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** One request to the Runtime API: its headers and its text. */
const ask = (method, path, body) =>
  new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const request = http.request({ agent, hostname, port, method, path, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ headers: response.headers, text: Buffer.concat(chunks).toString() }));
    });
    request.on("error", reject);
    request.end(body);
  });

const invocation = "/2018-06-01/runtime/invocation/";
for (;;) {
  const { headers, text } = await ask("GET", invocation + "next");
  const path = invocation + headers["lambda-runtime-aws-request-id"];
  try {
    await ask("POST", path + "/response", JSON.stringify(await handler(JSON.parse(text))));
  } catch (error) {
    await ask("POST", path + "/error", JSON.stringify({ errorMessage: String(error), errorType: "Error" }));
  }
}
