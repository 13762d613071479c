# SPDX-License-Identifier: Apache-2.0
"""The forms in which an event reaches the Lambda function, and the form of the answer to each."""

import base64
import json
import unittest

import case
import stage

NAME, SECRET = stage.WEBHOOK_HEADER


class Forms(case.HostCase):
    def body(self):
        return case.event_of(self.sandbox.upload("a.png", case.PICTURE))

    def test_http_entries_in_plain_and_base64(self):
        for entry in ("/apigw/v1/webhook", "/apigw/v2/webhook", "/lambda-url/"):
            for encoded in ("0", "1"):
                with self.subTest(entry=entry, base64=encoded):
                    answer = case.post(self.sandbox, self.body(), entry,
                                       {NAME: SECRET, "X-Sandbox-Base64": encoded})
                    self.assert_ended(answer, 200, "tagged", "tags_added")
                    self.assertEqual(answer.headers["Content-Type"], "application/json")

    def reply_to(self, event):
        """What the function gives the gateway: status, headers and the body within."""
        answer = case.invoke(self.sandbox, event)
        self.assertEqual(sorted(answer.body), ["body", "headers", "isBase64Encoded", "statusCode"])
        self.assertIs(answer.body["isBase64Encoded"], False)
        return answer.body["statusCode"], json.loads(answer.body["body"])["reason"]

    def test_recorded_events_of_api_gateway(self):
        for name in ("apigw_rest_v1_event.json", "apigw_http_v2_event.json"):
            event = json.loads((case.GOLDEN / "aws" / name).read_text())
            event["body"] = json.dumps(self.body())
            event["isBase64Encoded"] = False
            with self.subTest(name=name):
                self.assertEqual(self.reply_to(event), (401, "unauthenticated"))
                event["headers"][NAME] = SECRET
                if "multiValueHeaders" in event:
                    event["multiValueHeaders"][NAME] = [SECRET]
                self.assertEqual(self.reply_to(event), (200, "tags_added"))

    def test_header_names_in_any_case(self):
        for name in (NAME.lower(), NAME.upper(), "x-StackTag-kEY"):
            for place in ({"headers": {name: SECRET}}, {"multiValueHeaders": {name: [SECRET]}},
                          {"headers": None, "multiValueHeaders": {name: [SECRET]}}):
                with self.subTest(name=name, place=list(place)):
                    event = {**stage.gateway_event(self.body()), **place}
                    self.assertEqual(self.reply_to(event), (200, "tags_added"))

    def test_a_base64_body_that_is_not_base64_is_rejected(self):
        event = stage.gateway_event(self.body(), {NAME: SECRET})
        event.update(isBase64Encoded=True, body="%%%")
        self.assertEqual(self.reply_to(event), (200, "malformed_event"))

    def test_an_answer_worth_a_repeat_says_when(self):
        body = self.body()
        self.sandbox.fault("cma", "malformed")
        answer = case.invoke(self.sandbox, stage.gateway_event(body, {NAME: SECRET}))
        self.assertEqual(answer.body["statusCode"], 503)
        self.assertEqual(answer.body["headers"]["Retry-After"], "5")

    def test_a_bare_body_has_no_headers_to_prove_anything(self):
        answer = case.invoke(self.sandbox, self.body())
        self.assertEqual(answer.body["reason"], "unauthenticated")


class OpenDoor(case.HostCase):
    FUNCTION = {"STACKTAG_WEBHOOK_HEADER": None}

    def warnings(self):
        return [line for line in self.function.program.json_lines()
                if line.get("reason") == "no_authentication"]

    def test_a_bare_body_is_answered_by_a_bare_answer(self):
        asset = self.sandbox.upload("a.png", case.PICTURE)
        answer = case.invoke(self.sandbox, case.event_of(asset))
        self.assert_ended(answer, 200, "tagged", "tags_added")
        self.assertEqual(answer.body["asset"], asset["uid"])

    def test_whoever_can_be_reached_by_anybody_is_warned_once(self):
        self.restart_function()
        body = case.event_of(self.sandbox.upload("a.png", case.PICTURE))
        case.invoke(self.sandbox, body)
        case.line_of(self.function, case.post(self.sandbox, body, headers={"x-api-key": "one"}))
        self.assertEqual(self.warnings(), [])
        for _ in range(2):
            case.line_of(self.function, case.post(self.sandbox, body, headers={}))
        self.assertEqual(len(self.warnings()), 1)


class Payloads(case.HostCase):
    """What Contentstack leaves out of a payload, or says of a branch."""

    SANDBOX = ("--branch", "development")

    def test_a_concise_payload_is_completed_from_the_api(self):
        asset = self.sandbox.upload("a.png", case.PICTURE)
        concise = {"uid": asset["uid"], "title": asset["title"], "_version": 1}
        self.assert_ended(case.post(self.sandbox, case.event_of(concise)), 200, "tagged", "tags_added")
        edited = self.sandbox.cma("PUT", f"/assets/{asset['uid']}", {"asset": {"title": "New"}})["asset"]
        update = case.event_of({**concise, "_version": edited["_version"]}, "update")
        self.assert_ended(case.post(self.sandbox, update), 200, "skipped", "file_unchanged")
        pdf = self.sandbox.upload("a.pdf", b"%PDF-1.4", "application/pdf")
        answer = case.post(self.sandbox, case.event_of({"uid": pdf["uid"], "_version": 1}))
        self.assert_ended(answer, 200, "skipped", "other_content_type")

    def test_an_asset_of_a_branch_is_read_and_written_there(self):
        for content, kind in ((case.PICTURE, "image/png"), (stage.gif(120, 90), "image/gif")):
            asset = self.sandbox.upload("a", content, kind, branch="development")
            body = case.event_of(asset)
            body["data"]["branch"] = {"uid": "development", "source": "main", "alias": [{"uid": "deploy"}]}
            self.assert_ended(case.post(self.sandbox, body), 200, "tagged", "tags_added")
            there = self.sandbox.cma("GET", f"/assets/{asset['uid']}", headers={"branch": "development"})["asset"]
            self.assertEqual((there["tags"], there["_version"]), (case.FOUND, 2))

    def test_an_event_of_another_branch_does_not_find_the_asset(self):
        asset = self.sandbox.upload("a.png", case.PICTURE, branch="development")
        self.assert_ended(case.post(self.sandbox, case.event_of(asset)), 200, "skipped", "asset_gone")


class Proofs(case.HostCase):
    """Everything that a webhook can prove itself by, asked for at once, by a real delivery."""

    SANDBOX = ("--hmac-key", "new-key")
    FUNCTION = {"STACKTAG_WEBHOOK_SIGNATURE": "on", "STACKTAG_WEBHOOK_HMAC_KEYS": "old-key,new-key",
                "STACKTAG_WEBHOOK_BASIC_AUTH": "contentstack:a:password"}

    def webhook(self, **destination):
        for hook in self.sandbox.cma("GET", "/webhooks")["webhooks"]:
            self.sandbox.cma("DELETE", f"/webhooks/{hook['uid']}")
        self.sandbox.cma("POST", "/webhooks", {"webhook": {
            "name": "all", "channels": ["assets.publish"], "destinations": [{
                "target_url": self.sandbox.url + "/apigw/v1/webhook", "http_basic_auth": "contentstack",
                "http_basic_password": "a:password",
                "custom_header": [{"header_name": NAME, "value": SECRET}], **destination}]}})

    def test_all_proofs_must_hold(self):
        asset = self.sandbox.upload("a.png", case.PICTURE)
        meter = case.Meter(self.sandbox)
        for wrong in ({"http_basic_password": "another"}, {"http_basic_auth": ""}, {"custom_header": []}):
            with self.subTest(wrong=wrong):
                self.webhook(**wrong)
                status, answer = self.sandbox.deliver(asset["uid"])
                self.assertEqual((status, answer["reason"]), (401, "unauthenticated"))
        self.assertEqual(meter["label_calls"], 0)
        self.webhook()
        status, answer = self.sandbox.deliver(asset["uid"])
        self.assertEqual((status, answer["reason"]), (200, "tags_added"))
        self.assertEqual(meter["key_reads"], 1)

    def test_a_body_that_was_changed_on_the_way_has_no_valid_signature(self):
        asset = self.sandbox.upload("a.png", case.PICTURE)
        basic = base64.b64encode(b"contentstack:a:password").decode()
        headers = {NAME: SECRET, "Authorization": "Basic " + basic,
                   "X-Contentstack-Request-Signature": "v1=" + base64.b64encode(bytes(256)).decode(),
                   "x-contentstack-hmac-signature": f"t=1,v1={'0' * 64}"}
        answer = case.post(self.sandbox, case.event_of(asset), headers=headers)
        self.assert_ended(answer, 401, "rejected", "unauthenticated")


if __name__ == "__main__":
    unittest.main()
