#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`stacktag setup` makes and mends the webhook; `stacktag doctor` says what is wrong and how to mend it."""

import datetime
import email.utils
import json
import pathlib
import tempfile
import unittest

import case
import receiver
import stage

URL = "https://tagger.example/webhook"
SECRET = stage.WEBHOOK_HEADER[1]


class CareCase(unittest.TestCase):
    SANDBOX = ()

    def setUp(self):
        self.sandbox = case.start_sandbox(*self.SANDBOX)
        self.addCleanup(self.sandbox.close)
        self.folder = tempfile.TemporaryDirectory(prefix="stacktag-")
        self.addCleanup(self.folder.cleanup)
        self.environment = self.sandbox.environment(
            AWS_ENDPOINT_URL_STS=self.sandbox.url, STACKTAG_STORE=str(pathlib.Path(self.folder.name, "store.db")))

    def run_it(self, *words, code=0, **changes):
        environment = {name: value for name, value in {**self.environment, **changes}.items() if value is not None}
        done = case.stacktag(environment, *words)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        for secret in (SECRET, self.sandbox.token, self.sandbox.secret_key, "hidden-password"):
            self.assertNotIn(secret, done.stdout + done.stderr)
        return done

    def webhooks(self):
        return self.sandbox.cma("GET", "/webhooks")["webhooks"]

    def change_webhook(self, **changes):
        webhook = self.webhooks()[0]
        self.sandbox.cma("PUT", f"/webhooks/{webhook['uid']}", {"webhook": {**webhook, **changes}})


class Setup(CareCase):
    def setup(self, *words, code=0, url=URL, **changes):
        return self.run_it("setup", "--url", url, *words, code=code, **changes)

    def plan(self, *words, code=0, **changes):
        return json.loads(self.setup("--json", *words, code=code, **changes).stdout)

    def test_makes_the_webhook_in_an_empty_stack_and_then_does_nothing(self):
        told = self.setup("--yes", "--notify", "ops@example.com").stdout
        self.assertRegex(told, r"(?m)^channels +- +assets.create, assets.update$")
        self.assertRegex(told, r"(?m)^secret header +- +X-Stacktag-Key: as configured \(hidden\)$")
        [webhook] = self.webhooks()
        self.assertEqual(webhook["channels"], ["assets.create", "assets.update"])
        self.assertEqual(webhook["notifiers"], ["ops@example.com"])
        self.assertEqual((webhook["name"], webhook["branches"], webhook["retry_policy"]), ("stacktag", ["main"], "automatic"))
        self.assertEqual((webhook["disabled"], webhook["concise_payload"]), (False, False))
        self.assertEqual(webhook["destinations"], [{
            "target_url": URL, "authentication_type": "None",
            "custom_header": [{"header_name": "X-Stacktag-Key", "value": SECRET}]}])
        writes = self.sandbox.counters()["cma_writes"]
        self.assertIn("Nothing to do", self.setup("--yes").stdout)
        self.assertEqual(self.plan()["step"], "nothing")  # nothing to ask about either
        self.assertEqual(self.sandbox.counters()["cma_writes"], writes)
        self.assertEqual(self.webhooks(), [webhook])

    def test_writes_nothing_without_consent(self):
        told = self.setup(code=2)
        self.assertIn("say --yes", told.stderr)
        plan = self.plan("--dry-run")
        self.assertEqual((plan["step"], plan["done"]), ("create", False))
        self.assertEqual((self.webhooks(), self.sandbox.counters()["cma_writes"]), ([], 0))

    def test_mends_what_keeps_events_away_and_keeps_what_people_set(self):
        self.sandbox.cma("POST", "/webhooks", {"webhook": {
            "name": "Our tagger",
            "destinations": [
                {"target_url": "https://other.example/", "http_basic_auth": "them", "http_basic_password": "hidden-password",
                 "custom_header": []},
                {"target_url": URL + "/", "authentication_type": "None",
                 "custom_header": [{"header_name": "x-api-key", "value": "of the gateway"}]}],
            "notifiers": "ops@example.com", "channels": ["entries.publish"], "branches": ["development"],
            "retry_policy": "manual", "disabled": True, "concise_payload": True}})
        plan = self.plan("--yes")
        self.assertEqual((plan["step"], plan["done"]), ("repair", True))
        self.assertEqual([change["field"] for change in plan["changes"]],
                         ["channels", "secret header", "retries", "payload", "state"])
        self.assertIn("https://other.example/", plan["warnings"][0])
        [webhook] = self.webhooks()
        self.assertEqual((webhook["name"], webhook["notifiers"], webhook["branches"]),
                         ("Our tagger", ["ops@example.com"], ["development"]))
        self.assertEqual(webhook["channels"], ["entries.publish", "assets.create", "assets.update"])
        self.assertEqual((webhook["disabled"], webhook["concise_payload"], webhook["retry_policy"]), (False, False, "automatic"))
        other, ours = webhook["destinations"]
        self.assertEqual((other["http_basic_auth"], other["http_basic_password"]), ("them", "********"))
        self.assertEqual(ours["custom_header"], [{"header_name": "x-api-key", "value": "of the gateway"},
                                                 {"header_name": "X-Stacktag-Key", "value": SECRET}])
        self.assertEqual(self.plan("--yes")["step"], "nothing")

    def test_what_it_sets_up_gets_deliveries_through(self):
        basic = {"STACKTAG_WEBHOOK_BASIC_AUTH": "tagger:hidden-password"}
        server = stage.Server(case.BINARIES, self.sandbox, self.folder.name, **case.QUICK, **basic)
        self.addCleanup(server.close)
        self.setup("--yes", url=server.url + "/webhook", **basic)
        asset = self.sandbox.upload("a.png", case.PICTURE)
        stage.wait_for(lambda: self.sandbox.asset(asset["uid"])["tags"], 30 * case.SLOWNESS, "the tags")
        self.assertTrue(all(delivery["status"] == 202 for delivery in self.sandbox.deliveries()))
        self.assertIn("cannot be read", self.setup("--yes", "--rewrite-password", url=server.url + "/webhook", **basic).stdout)
        self.assertIn("--rewrite-password", self.setup("--yes", url=server.url + "/webhook", **basic).stdout)

    def test_switches_on_again_what_contentstack_switched_off(self):
        taker = receiver.Receiver()
        self.addCleanup(taker.close)
        taker.statuses += [500] * 100
        self.setup("--yes", url=taker.url)
        for _ in range(10):
            self.sandbox.upload("a.png", case.PICTURE)
        stage.wait_for(lambda: self.webhooks()[0]["disabled"], 30 * case.SLOWNESS, "the end of the webhook")
        told = json.loads(self.run_it("doctor", "--json", code=2).stdout)
        found = {finding["check"]: finding for finding in told["findings"]}
        self.assertIn("after ten failures in a row", found["webhook state"]["text"])
        self.assertEqual(found["webhook state"]["remedy"], f"Run: stacktag setup --url {taker.url}")
        # A repeat that comes early is one of the ten failures, and no further delivery.
        self.assertRegex(found["deliveries"]["text"], r"^(\d+) of the last \1 failed \(\1 x 500\)")
        [change] = self.plan("--yes", url=taker.url)["changes"]
        self.assertEqual((change["field"], change["after"]), ("state", "on"))
        [webhook] = self.webhooks()
        self.assertEqual((webhook["disabled"], webhook["unhealthy"]), (False, {"state": False}))

    def test_warns_where_nothing_proves_the_sender(self):
        self.assertIn("No proof of the sender", self.setup("--yes", STACKTAG_WEBHOOK_HEADER=None).stdout)

    def test_a_token_that_is_refused_is_a_mistake(self):
        told = self.setup("--yes", code=2, CONTENTSTACK_STACK_MANAGEMENT_TOKEN="wrong")
        self.assertIn("not allowed", told.stderr)


class Doctor(CareCase):
    SANDBOX = ("--read-only-token", "reads-only", "--branch", "development")

    def examine(self, *words, code=0, **changes):
        told = json.loads(self.run_it("doctor", "--json", *words, code=code, **changes).stdout)
        self.assertEqual(told["worst"], {0: told["worst"], 1: "warning", 2: "broken"}[code])
        return {finding["check"]: finding for finding in told["findings"]}

    def assert_found(self, check, level, text, remedy, *words, **changes):
        code = {"good": 0, "note": 0, "warning": 1, "broken": 2}[level]
        finding = self.examine(*words, code=code, **changes)[check]
        self.assertEqual(finding["level"], level, finding)
        self.assertIn(text, finding["text"])
        self.assertIn(remedy, finding["remedy"])

    def make_well(self):
        self.run_it("setup", "--yes", "--url", URL)

    def test_all_is_well(self):
        self.sandbox.upload("a.png", case.PICTURE)
        self.make_well()
        with stage_server(self) as server:
            self.assertTrue(server.url)
        meter = case.Meter(self.sandbox)
        found = self.examine()
        self.assertEqual({check for check, finding in found.items() if finding["level"] == "note"},
                         {"rate limit", "deliveries", "signature keys"})
        self.assertEqual((meter["label_calls"], meter["deliveries"]), (0, 0))
        self.assertIn("account 123456789012", found["AWS credentials"]["text"])
        self.assertIn("is intact", found["ledger"]["text"])
        self.assertRegex(found["versions"]["text"], r"^stacktag/\S+ libcurl/\S+ OpenSSL/\S+ SQLite/\S+ libvips/\S+ OpenCV/\S+$")
        table = self.run_it("doctor").stdout
        self.assertRegex(table, r"(?m)^good +token +the token is valid and reads the stack: 1 images on branch main$")
        self.assertRegex(table, r"(?m)^0 broken, 0 warning, 3 note, 18 good$")

    def test_reads_only(self):
        self.make_well()
        meter = case.Meter(self.sandbox)
        self.assertEqual(self.examine("--read-only")["write access"]["level"], "note")
        self.assertEqual(meter["cma_writes"], 0)

    def test_tokens(self):
        self.make_well()
        self.assert_found("token", "broken", "not allowed", "management token",
                          CONTENTSTACK_STACK_MANAGEMENT_TOKEN="wrong")
        self.assert_found("write access", "broken", "permission", "read and write access",
                          CONTENTSTACK_STACK_MANAGEMENT_TOKEN="reads-only")
        self.assert_found("configuration", "broken", "CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "environment",
                          CONTENTSTACK_STACK_MANAGEMENT_TOKEN=None)

    def test_rate_limit(self):
        self.make_well()
        self.sandbox.fault("cma", "status", contains="/v3/assets?", status=200, body='{"assets":[],"count":0}',
                           headers={"X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "9"})
        self.assert_found("rate limit", "warning", "9 of 10", "STACKTAG_CONTENTSTACK_READS_PER_SECOND=10")

    def test_clock(self):
        self.make_well()
        for seconds, level in ((120, "warning"), (-600, "broken")):
            then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
            self.sandbox.fault("cma", "status", method="GET", contains="/v3/assets?", status=200, body='{"assets":[],"count":0}',
                               headers={"Date": email.utils.format_datetime(then, usegmt=True)})
            self.assert_found("clock", level, "behind" if seconds > 0 else "ahead", "NTP")

    def test_webhook(self):
        self.assert_found("webhook", "broken", "no webhook", "stacktag setup --url")
        self.make_well()
        self.assert_found("webhook", "broken", "no webhook of the stack delivers to https://x.example/",
                          "stacktag setup --url https://x.example/", "--url", "https://x.example/")
        for changes, check in (({"disabled": True}, "webhook state"), ({"concise_payload": True}, "webhook payload"),
                               ({"channels": ["assets.update"]}, "webhook channels"),
                               ({"branches": ["development"]}, "webhook branches")):
            self.change_webhook(**changes)
            self.assert_found(check, "broken", "", f"stacktag setup --url {URL}", STACKTAG_BRANCHES="main")
            self.run_it("setup", "--yes", "--url", URL, "--branch", "main")
        self.assertEqual(self.examine()["webhook state"]["level"], "good")
        self.assert_found("webhook proof", "broken", "secret header", "stacktag setup",
                          STACKTAG_WEBHOOK_HEADER="X-Stacktag-Key: another")
        self.assert_found("webhook proof", "warning", "whoever knows", "STACKTAG_WEBHOOK_HEADER", STACKTAG_WEBHOOK_HEADER=None)

    def test_deliveries(self):
        with stage_server(self) as server:
            target = server.url + "/webhook"
            self.run_it("setup", "--yes", "--url", target)
            self.sandbox.upload("a.png", case.PICTURE)
            stage.wait_for(lambda: self.sandbox.control("GET", "state")["idle"] and self.sandbox.deliveries(), 30 * case.SLOWNESS)
            self.assertIn("were taken", self.examine()["deliveries"]["text"])
            self.change_webhook(destinations=[{"target_url": target, "custom_header": [
                {"header_name": stage.WEBHOOK_HEADER[0], "value": "wrong"}]}])
            self.sandbox.upload("b.png", case.PICTURE)
            stage.wait_for(lambda: any(delivery["status"] == 401 for delivery in self.sandbox.deliveries()), 30 * case.SLOWNESS)
            found = self.examine(code=2)
            self.assertIn("x 401)", found["deliveries"]["text"])
            self.assertEqual(found["deliveries"]["level"], "broken")

    def test_signature_keys(self):
        self.make_well()
        keys = {"STACKTAG_WEBHOOK_SIGNATURE": "true"}
        self.assertEqual(self.examine(**keys)["signature keys"]["level"], "good")
        self.sandbox.fault("keys", "status", times=0, status=503)
        self.assert_found("signature keys", "broken", "503", "network", **keys)

    def test_amazon(self):
        self.make_well()
        self.assert_found("AWS credentials", "broken", "InvalidClientTokenId", "access key", REKOGNITION_AWS_ID="AKIDNOBODY")
        self.assert_found("AWS credentials", "broken", "", "AWS's own chain", REKOGNITION_AWS_ID=None, REKOGNITION_AWS_SECRET=None)
        denied = json.dumps({"__type": "AccessDeniedException", "Message": "not authorized"})
        self.sandbox.fault("rekognition", "status", times=0, contains="DetectText", status=400, body=denied)
        self.assertEqual(self.examine()["Rekognition"]["level"], "good")
        self.assert_found("Rekognition", "broken", "DetectText", "rekognition:DetectText", STACKTAG_FEATURES="labels,text")
        self.assertIn("not checked", self.examine(AWS_ENDPOINT_URL_STS=None)["AWS credentials"]["text"])

    def test_image_host(self):
        self.sandbox.upload("a.png", case.PICTURE)
        self.make_well()
        self.assert_found("image host", "broken", "not allowed", "CONTENTSTACK_IMAGE_HOSTS=127.0.0.1", CONTENTSTACK_IMAGE_HOSTS=None)
        self.sandbox.fault("image", "status", status=403)
        self.assert_found("image host", "broken", "not public", "public")

    def test_ledger(self):
        self.make_well()
        self.assertIn("there is no store", self.examine()["ledger"]["text"])
        pathlib.Path(self.environment["STACKTAG_STORE"]).write_bytes(b"no database at all" * 1000)
        self.assert_found("ledger", "broken", "store.db", "restore a copy")


def stage_server(test):
    """A server whose store the doctor looks at."""
    class Serving:
        def __enter__(self):
            self.server = stage.Server(case.BINARIES, test.sandbox, test.folder.name, **case.QUICK)
            return self.server

        def __exit__(self, *_):
            self.server.close()
    return Serving()


if __name__ == "__main__":
    unittest.main()
