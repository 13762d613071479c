# SPDX-License-Identifier: Apache-2.0
"""Every way an event can end, through the real programs: one test for each reason, named after it."""

import hashlib
import hmac
import json
import pathlib
import re
import tempfile
import time
import unittest

import case
import stage

# Not to be reached from outside, so tested where it is made: tests/hosts/delivery/delivery_test.cpp.
UNIT_TESTED = {"internal"}
# Of the server and of whole stacks: tests/hosts/server_test.py, library_test.py.
ELSEWHERE = {"other_branch", "dropped", "changed_since_plan", "store_unavailable", "budget_spent"}
PREFIX = "test_reason_"
HMAC_KEY = "an-hmac-key"


def read_reasons():
    """name -> (outcome, kind), as the product has them."""
    source = (case.ROOT / "base" / "stacktag" / "reason.cpp").read_text()
    rows = re.findall(r'\{Reason::(\w+),\s*"(\w+)",\s*(\w+),\s*(\w+),', source)
    return {name: (outcome, kind) for _, name, outcome, kind in rows}


REASONS = read_reasons()


def status_for(reason):
    """2xx for what needs no repeat, 401 for whoever does not authenticate, 5xx for what is not done."""
    outcome, kind = REASONS[reason]
    if reason in ("unauthenticated", "stale"):
        return 401
    if outcome != "failed":
        return 200
    return 503 if kind == "retry" else 500


def exit_code_for(reason):
    outcome, kind = REASONS[reason]
    if outcome == "failed":
        return 1 if kind == "retry" else 2
    return 3 if outcome == "rejected" else 0


class ReasonCase(case.HostCase):
    """The test's name says which reason it is about."""

    def reason(self):
        return self._testMethodName.removeprefix(PREFIX)

    def check_answer(self, answer):
        """The answer, the log line and the repeat header of an event that went through the function."""
        reason = self.reason()
        outcome, kind = REASONS[reason]
        self.assert_ended(answer, status_for(reason), outcome, reason)
        self.assertEqual("Retry-After" in answer.headers, status_for(reason) == 503)
        line = case.line_of(self.function, answer)
        self.assertEqual((line["outcome"], line["reason"]), (outcome, reason))
        self.assertEqual(line.get("kind"), kind if outcome in ("rejected", "failed") else None)
        self.assertEqual(line["level"], {"rejected": "WARN", "failed": "ERROR"}.get(outcome, "INFO"))
        return line

    def deliver(self, body, *words, **environment):
        """The same by `stacktag deliver`."""
        text = body if isinstance(body, str) else json.dumps(body)
        done = case.stacktag(self.sandbox.environment(**environment), "deliver", "--json", *words, "-", text=text)
        answer = json.loads(done.stdout)
        self.assertEqual((answer["outcome"], answer["reason"], done.returncode),
                         (REASONS[self.reason()][0], self.reason(), exit_code_for(self.reason())), done)
        return answer

    def upload(self, content=case.PICTURE, name="a.png", content_type="image/png", **more):
        return self.sandbox.upload(name, content, content_type, **more)

    def rules(self, text):
        """The path of a file of rules."""
        folder = tempfile.TemporaryDirectory(prefix="stacktag-")
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name, "stacktag.toml")
        path.write_text(text, encoding="utf-8")
        return str(path)

    def post(self, asset, event="create", **changes):
        return case.post(self.sandbox, case.event_of(asset, event, **changes))


class Settled(ReasonCase):
    """What is done, or is no work."""

    def test_reason_tags_added(self):
        answer = self.post(self.upload(tags=["homepage"]))
        line = self.check_answer(answer)
        self.assertEqual(answer.body["tags"], ["homepage", *case.FOUND])
        self.assertEqual(answer.body["added"], case.FOUND)
        self.assertEqual(answer.body["version"], 2)
        self.assertEqual((line["label_calls"], line["writes"], line["added"]), (1, 1, 3))

    def test_reason_tags_replaced(self):
        asset = self.upload(tags=["homepage"])
        answer = self.deliver(case.event_of(asset), STACKTAG_MERGE="replace")
        self.assertEqual(answer["tags"], case.FOUND)
        self.assertEqual(self.sandbox.asset(asset["uid"])["tags"], case.FOUND)

    def test_reason_alt_text_added(self):
        asset = self.upload(tags=case.FOUND)
        answer = self.deliver(case.event_of(asset), STACKTAG_CONFIG=self.rules("alt_text.write = true"))
        self.assertEqual(answer["description"], "A horse in a field.")
        now = self.sandbox.asset(asset["uid"])
        self.assertEqual((now["description"], now["tags"], now["_version"]), ("A horse in a field.", case.FOUND, 2))

    def test_reason_nothing_to_add(self):
        asset = self.upload(tags=["field", "HORSE", "Animal"])
        line = self.check_answer(self.post(asset))
        self.assertEqual((line["label_calls"], line["writes"]), (1, 0))
        self.assertEqual(self.sandbox.asset(asset["uid"])["_version"], 1)

    def test_reason_dry_run(self):
        asset = self.upload()
        answer = self.deliver(case.event_of(asset), "--dry-run")
        self.assertEqual(answer["added"], case.FOUND)
        self.assertEqual(self.sandbox.asset(asset["uid"])["tags"], [])

    def check_skipped_at_sight(self, answer):
        line = self.check_answer(answer)
        self.assertEqual((line["reads"], line["label_calls"], line["writes"], line["image_bytes"]), (0, 0, 0, 0))

    def test_reason_other_module(self):
        golden = json.loads((case.GOLDEN / "contentstack" / "webhook-entry-update.concise.json").read_text())
        golden["api_key"] = stage.API_KEY
        self.check_skipped_at_sight(case.post(self.sandbox, golden))

    def test_reason_other_event(self):
        self.check_skipped_at_sight(self.post(self.upload(), "deploy"))

    def test_reason_asset_deleted(self):
        for event in ("delete", "delete.success"):
            self.check_skipped_at_sight(self.post(self.upload(), event))

    def test_reason_publish_event(self):
        for event in ("publish", "unpublish", "publish.success", "unpublish.fail"):
            self.check_skipped_at_sight(self.post(self.upload(), event))

    def test_reason_folder(self):
        folder = self.sandbox.cma("POST", "/assets/folders", {"asset": {"name": "Pictures"}})["asset"]
        self.check_skipped_at_sight(self.post(folder))

    def test_reason_other_content_type(self):
        self.check_skipped_at_sight(self.post(self.upload(b"%PDF-1.4", "a.pdf", "application/pdf")))

    def test_reason_other_stack(self):
        self.check_skipped_at_sight(self.post(self.upload(), api_key="bltanotherstack001"))

    def test_reason_file_unchanged(self):
        asset = self.upload()
        changed = self.sandbox.cma("PUT", f"/assets/{asset['uid']}", {"asset": {"title": "A title"}})["asset"]
        line = self.check_answer(self.post(changed, "update"))
        self.assertEqual((line["label_calls"], line["writes"]), (0, 0))

    def test_reason_superseded(self):
        asset = self.upload()
        self.upload(name="b.png", replace=asset["uid"])
        line = self.check_answer(self.post(asset))
        self.assertEqual((line["label_calls"], line["writes"]), (0, 0))

    def test_reason_duplicate(self):
        asset = self.upload()
        self.assertEqual(self.post(asset).body["reason"], "tags_added")
        self.check_skipped_at_sight(self.post(asset))

    def test_reason_own_write(self):
        asset = self.upload()
        self.assertEqual(self.post(asset).body["reason"], "tags_added")
        self.check_skipped_at_sight(self.post(self.sandbox.asset(asset["uid"]), "update"))

    def test_reason_skipped_by_rule(self):
        asset = self.upload(name="logo.png")
        meter = case.Meter(self.sandbox)
        rules = self.rules('[[rule]]\nname = "logos"\nfile = "logo*"\nskip = true')
        answer = self.deliver(case.event_of(asset), STACKTAG_CONFIG=rules)
        self.assertIn('the rule "logos"', answer["message"])
        self.assertEqual(meter.spent(), (0, 0, 0))

    def test_reason_asset_gone(self):
        asset = self.upload()
        self.sandbox.cma("DELETE", f"/assets/{asset['uid']}")
        self.check_answer(self.post(asset))


class Rejected(ReasonCase):
    """What will never work, and costs nothing."""

    def check_unpaid(self, answer):
        line = self.check_answer(answer)
        self.assertEqual((line["label_calls"], line["writes"]), (0, 0))

    def test_reason_malformed_event(self):
        for body in (b"", b"[1,2]", b"{\"module\":", b"\xff\xfe", b"{}"):
            self.check_unpaid(case.post(self.sandbox, body))

    def test_reason_unauthenticated(self):
        body = case.event_of(self.upload())
        for headers in ({}, {stage.WEBHOOK_HEADER[0]: "wrong"}):
            answer = case.post(self.sandbox, body, headers=headers)
            self.check_unpaid(answer)
            self.assertNotIn("message", answer.body)
            self.assertEqual(answer.body["asset"], "")

    def test_reason_stale(self):
        body = json.dumps(case.event_of(self.upload()))
        sent = str(int(time.time()) - 3600)
        digest = hmac.new(HMAC_KEY.encode(), f"{sent}.{body}".encode(), hashlib.sha256).hexdigest()
        self.deliver(body, "--check-auth", "--header", f"x-contentstack-hmac-signature: t={sent},v1={digest}",
                     STACKTAG_WEBHOOK_HEADER=None, STACKTAG_WEBHOOK_HMAC_KEYS=HMAC_KEY)

    def test_reason_url_not_allowed(self):
        asset = self.upload()
        # The file of the asset must be the event's, so only the host differs.
        for host in ("http://images.contentstack.io", "https://images.example.com", "https://127.0.0.1:1"):
            there = asset["url"].replace(self.sandbox.url, host)
            self.check_unpaid(self.post({**asset, "url": there}, api_key=stage.API_KEY))
            asset = self.upload()

    def test_reason_unsupported_format(self):
        self.check_unpaid(self.post(self.upload(b"II*\0" + bytes(200), "a.tif", "image/tiff")))

    def test_reason_too_large(self):
        self.sandbox.fault("image", "status", -1, status=415, contains="format=jpg")
        self.check_unpaid(self.post(self.upload(stage.png(10_001, 80))))

    def test_reason_too_small(self):
        self.check_unpaid(self.post(self.upload(stage.png(79, 200))))

    def test_reason_not_an_image(self):
        self.check_unpaid(self.post(self.upload(b"<html>Sign in</html>")))

    def test_reason_corrupt(self):
        self.check_unpaid(self.post(self.upload(case.PICTURE[:-20])))

    def test_reason_refused_by_labeler(self):
        self.sandbox.fault("rekognition", "status", status=400, body='{"__type":"InvalidImageFormatException"}')
        self.check_unpaid(self.post(self.upload()))


class Failed(ReasonCase):
    """What a repeat may mend, and what a person must."""

    SANDBOX = ("--function-timeout", "20000")

    def after_fault(self, service, kind, times=1, **more):
        asset = self.upload()
        self.sandbox.fault(service, kind, times, **more)
        return self.check_answer(self.post(asset))

    def test_reason_contentstack_unavailable(self):
        self.after_fault("cma", "malformed")

    def test_reason_contentstack_throttled(self):
        self.after_fault("cma", "status", -1, status=429, headers={"Retry-After": "0"})

    def test_reason_contentstack_denied(self):
        self.after_fault("cma", "status", status=401)
        self.deliver(case.event_of(self.upload()), CONTENTSTACK_STACK_MANAGEMENT_TOKEN="cs-wrong")

    def test_reason_contentstack_refused(self):
        event = case.event_of(self.upload())
        event["data"]["branch"]["uid"] = "nowhere"
        self.check_answer(case.post(self.sandbox, event))

    def test_reason_write_conflict(self):
        asset = self.upload()
        names = [f"editor-{i}" for i in range(8)]
        for name in names:
            self.sandbox.interfere(asset["uid"], [name])
        line = self.check_answer(self.post(asset))
        self.assertEqual(line["label_calls"], 1)
        # The last editor's tag is in the version that the message names.
        self.assertIn("are in version", line["message"])
        version = int(re.search(r"are in version (\d+)", line["message"])[1])
        self.assertEqual(self.sandbox.asset(asset["uid"], version)["tags"], [names[line["writes"] - 1]])

    def test_reason_image_unavailable(self):
        self.after_fault("image", "status", status=404)

    def test_reason_image_denied(self):
        self.after_fault("image", "status", status=403)

    def test_reason_labeler_unavailable(self):
        line = self.after_fault("rekognition", "malformed")
        self.assertEqual(line["label_calls"], 1)

    def test_reason_labeler_throttled(self):
        line = self.after_fault("rekognition", "status", -1, status=400, body='{"__type":"ThrottlingException"}')
        self.assertEqual(line["label_calls"], 0)

    def test_reason_labeler_denied(self):
        self.after_fault("rekognition", "status", status=400, body='{"__type":"AccessDeniedException"}')
        self.deliver(case.event_of(self.upload()), REKOGNITION_AWS_SECRET="wrong")

    def test_reason_labeler_misused(self):
        self.after_fault("rekognition", "status", status=400, body='{"__type":"InvalidParameterException"}')

    def test_reason_credentials_unavailable(self):
        self.deliver(case.event_of(self.upload()), REKOGNITION_AWS_ID=None, REKOGNITION_AWS_SECRET=None,
                     AWS_CONTAINER_CREDENTIALS_FULL_URI=self.sandbox.url + "/nothing")

    def test_reason_credentials_missing(self):
        self.deliver(case.event_of(self.upload()), REKOGNITION_AWS_ID=None, REKOGNITION_AWS_SECRET=None)

    def test_reason_keys_unavailable(self):
        self.sandbox.fault("keys", "status", -1, status=500)
        self.deliver(case.event_of(self.upload()), "--check-auth", "--header",
                     "X-Contentstack-Request-Signature: v1=AAAA", STACKTAG_WEBHOOK_HEADER=None,
                     STACKTAG_WEBHOOK_SIGNATURE="on")

    def test_reason_bad_configuration(self):
        # A function that cannot start has no events; its one log line has the reason.
        function = case.start_function(self.sandbox, STACKTAG_SECRET_ARN="not-an-arn")
        self.addCleanup(function.close)
        self.assertNotEqual(function.program.process.wait(30), 0)
        function.close()
        self.assertEqual([line.get("reason") for line in function.program.json_lines()], [self.reason()])


class OutOfTime(ReasonCase):
    SANDBOX = ("--function-timeout", "1500")

    def test_reason_out_of_time(self):
        asset = self.upload()
        self.sandbox.fault("rekognition", "hang")
        self.check_answer(self.post(asset))


class Everything(unittest.TestCase):
    def test_every_reason_has_its_test(self):
        names = {name.removeprefix(PREFIX) for group in (Settled, Rejected, Failed, OutOfTime)
                 for name in dir(group) if name.startswith(PREFIX)}
        self.assertEqual(len(REASONS), 50)
        self.assertEqual(set(REASONS) - names, UNIT_TESTED | ELSEWHERE)
        self.assertEqual(names - set(REASONS), set())


if __name__ == "__main__":
    unittest.main()
