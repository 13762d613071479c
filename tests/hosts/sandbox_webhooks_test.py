#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The sandbox's webhooks are as Contentstack documents and signs them, and its second token may not write."""

import hashlib
import hmac
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

import receiver
import sandbox_test
import stage
from sandbox_test import KEYS


class ReadOnlyToken(sandbox_test.Stack):
    OPTIONS = ("--read-only-token", "reads-only")

    def test_reads_and_does_not_write(self):
        headers = {**KEYS, "authorization": "reads-only"}
        asset = self.upload()
        self.assertEqual(self.ask("GET", "/assets", headers=headers)[0], 200)
        self.assertEqual(self.ask("GET", "/webhooks", headers=headers)[0], 200)
        for method, path in (("PUT", f"/assets/{asset['uid']}"), ("POST", "/webhooks"), ("DELETE", f"/assets/{asset['uid']}")):
            self.assertEqual(self.ask(method, path, {"asset": {"tags": ["x"]}}, headers)[0], 401)
        self.assertEqual(self.sandbox.asset(asset["uid"])["_version"], 1)


class Webhooks(sandbox_test.Stack):
    OPTIONS = ("--hmac-key", "hmac-key")

    def setUp(self):
        self.receiver = receiver.Receiver()
        self.addCleanup(self.receiver.close)
        for hook in self.ask("GET", "/webhooks")[1]["webhooks"]:
            self.ask("DELETE", f"/webhooks/{hook['uid']}")

    def create(self, **more):
        request = self.golden("cma-webhook-create.request.json")
        request["webhook"].update(channels=["assets.create", "assets.update", "assets.delete"], destinations=[{
            "target_url": self.receiver.url, "http_basic_auth": "user", "http_basic_password": "pass",
            "custom_header": [{"header_name": "X-Key", "value": "secret"}]}], branches=["main"], **more)
        return self.ask("POST", "/webhooks", request)

    def attempts(self, count):
        def look():
            state = self.sandbox.control("GET", "deliveries")
            own = [a for a in state["deliveries"] if a["asset"] == self.asset["uid"]]
            return state["idle"] and len(own) >= count and own
        return stage.wait_for(look, 60, f"{count} attempts")

    def test_create_list_change_delete(self):
        status, reply = self.create(notifiers="a@example.com")
        hook = reply["webhook"]
        self.assertEqual((status, reply["notice"]), (201, "The webhook was created successfully"))
        self.assertEqual(hook["notifiers"], ["a@example.com"])
        self.assertEqual(hook["destinations"][0]["http_basic_password"], "********")
        self.assertEqual(hook["unhealthy"], {"state": False})
        listed = self.ask("GET", "/webhooks")[1]
        self.assertEqual(([h["uid"] for h in listed["webhooks"]], listed["destination"]), ([hook["uid"]], {}))
        path = f"/webhooks/{hook['uid']}"
        changed = {**hook, "disabled": True}
        self.assertIs(self.ask("PUT", path, {"webhook": changed})[1]["webhook"]["disabled"], True)
        self.assertEqual(self.ask("DELETE", path)[0], 200)
        self.assertEqual(self.ask("GET", path)[0], 404)
        for wrong in ({"destinations": []}, {"destinations": [{"target_url": "nowhere"}]}):
            self.assertEqual(self.ask("POST", "/webhooks", {"webhook": {"name": "w", **wrong}})[0], 422)

    def test_deliveries_carry_what_was_configured_and_the_documented_body(self):
        self.create()
        self.asset = self.upload()
        self.ask("PUT", f"/assets/{self.asset['uid']}", {"asset": {"tags": ["x"]}})
        self.attempts(2)
        deliveries = {delivery.json()["event"]: delivery for delivery in self.receiver.deliveries}
        create = deliveries["create"]
        self.assertEqual((create.headers["X-Key"], create.headers["Authorization"], create.headers["User-Agent"]),
                         ("secret", "Basic dXNlcjpwYXNz", "Contentstack"))
        body, recorded = create.json(), self.golden("webhook-asset-create.full.json")
        self.assertEqual((set(body), set(body["data"])), (set(recorded), set(recorded["data"])))
        self.assertEqual(set(body["data"]["asset"]), set(recorded["data"]["asset"]))
        self.assertEqual(deliveries["update"].json()["data"]["asset"]["_version"], 2)

    def test_a_concise_payload_has_no_url(self):
        self.create(concise_payload=True)
        self.asset = self.upload()
        self.attempts(1)
        self.assertEqual(set(self.receiver.deliveries[0].json()["data"]["asset"]), {"uid", "title", "_version"})

    def test_retries_until_a_2xx_each_signed_anew(self):
        self.receiver.statuses += [500, 404, 204]
        self.create()
        self.asset = self.upload()
        attempts = self.attempts(3)
        self.assertEqual([(a["retry_number"], a["status"]) for a in attempts], [(0, 500), (1, 404), (2, 204)])
        first, second, third = self.receiver.deliveries
        self.assertEqual(len({d.json()["triggered_at"] for d in (first, second, third)}), 3)
        self.assertEqual(len({d.headers["X-Contentstack-Request-Signature"] for d in (first, second, third)}), 3)

    def test_executions_tell_what_became_of_deliveries(self):
        self.receiver.statuses += [500, 404, 204]
        uid = self.create()[1]["webhook"]["uid"]
        self.asset = self.upload()
        self.attempts(3)
        self.ask("DELETE", f"/assets/{self.asset['uid']}")
        self.attempts(4)
        latest, first = self.ask("GET", f"/webhooks/{uid}/executions")[1]["webhooks"]
        self.assertEqual(first["channel"], ["assets.create", f"assets.{self.asset['uid']}.create"])
        self.assertEqual((first["status"], first["retry_count"], first["webhooks"]), (204, 2, [uid]))
        self.assertEqual([(a["retry_number"], a["response"]["statusCode"]) for a in first["request_details"]],
                         [(0, 500), (1, 404), (2, 204)])
        self.assertRegex(first["created_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertLess(first["created_at"], latest["created_at"])
        self.assertEqual((latest["channel"][0], latest["retry_count"]), ("assets.delete", 0))
        self.assertEqual(self.ask("GET", "/webhooks/csother/executions")[1], {"webhooks": []})

    def test_a_password_that_comes_back_masked_stays(self):
        hook = self.create()[1]["webhook"]
        self.ask("PUT", f"/webhooks/{hook['uid']}", {"webhook": {**hook, "name": "other"}})
        self.asset = self.upload()
        self.attempts(1)
        self.assertEqual(self.receiver.deliveries[0].headers["Authorization"], "Basic dXNlcjpwYXNz")

    def test_ten_failures_in_a_row_switch_the_webhook_off(self):
        uid = self.create()[1]["webhook"]["uid"]
        self.receiver.statuses += [500] * 100
        for _ in range(10):
            self.upload()
        hook = stage.wait_for(lambda: self.disabled(uid), what="the end of the webhook")
        self.assertEqual(hook["unhealthy"], {"state": True})
        stage.wait_for(lambda: self.sandbox.control("GET", "deliveries")["idle"], what="the last delivery")
        count = len(self.receiver.deliveries)
        self.upload()
        self.assertTrue(self.sandbox.control("GET", "deliveries")["idle"])
        self.assertEqual(len(self.receiver.deliveries), count)

    def disabled(self, uid):
        hook = self.ask("GET", f"/webhooks/{uid}")[1]["webhook"]
        return hook["disabled"] and hook

    def test_signatures_hold_by_independent_programs(self):
        self.create()
        self.asset = self.upload()
        self.attempts(1)
        delivery = self.receiver.deliveries[0]
        self.assertTrue(self.openssl_verifies(delivery, delivery.body))
        self.assertFalse(self.openssl_verifies(delivery, delivery.body + b" "))
        sent, digest = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})",
                                    delivery.headers["x-contentstack-hmac-signature"]).groups()
        expected = hmac.new(b"hmac-key", sent.encode() + b"." + delivery.body, hashlib.sha256).hexdigest()
        self.assertEqual(digest, expected)

    def openssl_verifies(self, delivery, body):
        keys = json.loads(stage.http("GET", self.sandbox.url + "/.well-known/public-keys.json")[2])
        signature = receiver.decode(delivery.headers["X-Contentstack-Request-Signature"].removeprefix("v1="))
        with tempfile.TemporaryDirectory() as folder:
            files = {"pkcs1.pem": keys["signing-key"].encode(), "signature": signature, "body": body}
            for name, content in files.items():
                pathlib.Path(folder, name).write_bytes(content)
            subprocess.run("openssl rsa -RSAPublicKey_in -in pkcs1.pem -pubout -out key.pem".split(), cwd=folder,
                           capture_output=True, check=True)
            done = subprocess.run("openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32"
                                  " -verify key.pem -signature signature body".split(), cwd=folder,
                                  capture_output=True, check=False)
            return done.stdout == b"Verified OK\n"


if __name__ == "__main__":
    unittest.main()
