# SPDX-License-Identifier: Apache-2.0
"""The function as Lambda sees it: start, events, deadline and end, and every line it prints."""

import base64
import json
import pathlib
import signal
import tempfile
import time
import unittest

import case
import fake_runtime
import stage


class Runtime(unittest.TestCase):
    """Against a Runtime API that keeps all it is told."""

    def setUp(self):
        self.runtime = fake_runtime.FakeRuntime()
        self.addCleanup(self.runtime.close)
        self.sandbox = case.start_sandbox()
        self.addCleanup(self.sandbox.close)

    def start(self, **environment):
        env = self.sandbox.environment(**environment)
        env["AWS_LAMBDA_RUNTIME_API"] = self.runtime.host
        program = stage.Program([str(case.BINARIES / "bootstrap")], env)
        self.addCleanup(program.stop)
        return program

    def bare(self, **asset):
        uploaded = self.sandbox.upload("a.png", case.PICTURE)
        return json.dumps(case.event_of({**uploaded, **asset})).encode()

    def test_the_answer_goes_to_its_invocation_and_echoes_its_id(self):
        self.start(STACKTAG_WEBHOOK_HEADER=None)
        self.runtime.put(self.bare(), "r-7", **{"Lambda-Runtime-Invocation-Id": "inv-7"})
        self.runtime.put(b"no event", "r-8")
        first, second = self.runtime.next_call(), self.runtime.next_call()
        self.assertEqual(first.path, "/2018-06-01/runtime/invocation/r-7/response")
        self.assertEqual(first.headers["Lambda-Runtime-Invocation-Id"], "inv-7")
        answer = json.loads(first.body)
        self.assertEqual((answer["reason"], answer["requestId"]), ("tags_added", "r-7"))
        self.assertEqual(second.path, "/2018-06-01/runtime/invocation/r-8/response")
        self.assertNotIn("Lambda-Runtime-Invocation-Id", second.headers)

    def test_the_trace_is_exported_for_each_invocation(self):
        # A child of the function sees its environment: the program that brings the credentials.
        with tempfile.TemporaryDirectory() as folder:
            seen = pathlib.Path(folder, "seen")
            config = pathlib.Path(folder, "config")
            expired = json.dumps({"Version": 1, "AccessKeyId": stage.ACCESS_KEY,
                                  "SecretAccessKey": stage.SECRET_KEY, "Expiration": "2020-01-01T00:00:00Z"})
            script = pathlib.Path(folder, "credentials.sh")
            script.write_text(f"echo \"[$_X_AMZN_TRACE_ID]\" >> '{seen}'\ncat <<'END'\n{expired}\nEND\n")
            config.write_text(f"[default]\ncredential_process = sh {script}\n")
            self.start(STACKTAG_WEBHOOK_HEADER=None, REKOGNITION_AWS_ID=None, REKOGNITION_AWS_SECRET=None,
                       AWS_CONFIG_FILE=str(config))
            for trace in ({"Lambda-Runtime-Trace-Id": "Root=1-a"}, {"Lambda-Runtime-Trace-Id": "Root=1-b"}, {}):
                self.runtime.put(self.bare(), **trace)
                self.runtime.next_call()
            self.assertEqual(seen.read_text().split(), ["[Root=1-a]", "[Root=1-b]", "[]"])

    def test_sigterm_ends_a_waiting_function_at_once(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            program = self.start()
            self.runtime.wait_until_asked()
            started = time.monotonic()
            self.assertEqual(program.stop(how, seconds=60), 0)
            self.assertLess(time.monotonic() - started, 20)

    def test_sigterm_lets_the_event_at_hand_be_finished(self):
        program = self.start(STACKTAG_WEBHOOK_HEADER=None)
        self.sandbox.fault("rekognition", "delay", delay_ms=1000)
        meter = case.Meter(self.sandbox)
        self.runtime.put(self.bare())
        stage.wait_for(lambda: meter["label_calls"] == 1, what="the label call")
        self.assertEqual(program.stop(seconds=60), 0)
        self.assertEqual(json.loads(self.runtime.next_call().body)["reason"], "tags_added")

    def test_the_deadline_is_honoured_with_time_left_to_answer(self):
        program = self.start(STACKTAG_WEBHOOK_HEADER=None)
        self.sandbox.fault("rekognition", "hang")
        self.runtime.put(self.bare(), time_left=1.5)
        self.assertEqual(json.loads(self.runtime.next_call().body)["reason"], "out_of_time")
        (line,) = stage.wait_for(program.events, what="the log line")
        self.assertGreater(line["ms"]["total"], 900)
        self.assertLess(line["ms"]["total"], 1450)

    def test_an_invocation_whose_time_is_up_is_answered_without_a_call(self):
        self.start(STACKTAG_WEBHOOK_HEADER=None)
        body = self.bare()
        meter = case.Meter(self.sandbox)
        self.runtime.put(body, time_left=0.1)
        self.assertEqual(json.loads(self.runtime.next_call().body)["reason"], "out_of_time")
        self.assertEqual(meter.spent(), (0, 0, 0))

    def test_mistakes_of_the_configuration_are_all_named_before_it_ends(self):
        wrong = {"CONTENTSTACK_STACK_API_KEY": None, "CONTENTSTACK_STACK_MANAGEMENT_TOKEN": "two\nlines",
                 "CONTENTSTACK_REGION": "mars", "CONTENTSTACK_API_URL": "nowhere",
                 "CONTENTSTACK_IMAGE_HOSTS": "a/b", "REKOGNITION_AWS_SECRET": None,
                 "REKOGNITION_AWS_REGION": "ca-central-1", "AWS_ENDPOINT_URL_REKOGNITION": "nowhere",
                 "MIN_CONFIDENCE": "101", "MAX_TAGS": "none", "STACKTAG_MERGE": "perhaps",
                 "STACKTAG_PERSON_GUESSES": "sometimes", "STACKTAG_LOG_LEVEL": "loud",
                 "STACKTAG_WEBHOOK_HEADER": "no colon", "STACKTAG_WEBHOOK_BASIC_AUTH": "nobody",
                 "STACKTAG_WEBHOOK_SIGNATURE": "maybe", "STACKTAG_WEBHOOK_KEYS_URL": "nowhere",
                 "STACKTAG_WEBHOOK_FRESHNESS": "-1", "STACKTAG_CONTENTSTACK_READS_PER_SECOND": "0",
                 "STACKTAG_CONTENTSTACK_WRITES_PER_SECOND": "all"}
        program = self.start(**wrong)
        call = self.runtime.next_call()
        self.assertEqual(program.process.wait(60), 1)
        self.assertEqual(call.path, "/2018-06-01/runtime/init/error")
        self.assertEqual(call.headers["Lambda-Runtime-Function-Error-Type"], "Runtime.BadConfiguration")
        error = json.loads(call.body)
        self.assertEqual(error["errorType"], "Runtime.BadConfiguration")
        self.assertEqual([name for name in wrong if name + " " not in error["errorMessage"]], [])
        program.stop()
        (line,) = program.json_lines()
        self.assertEqual((line["level"], line["reason"]), ("ERROR", "bad_configuration"))
        self.assertEqual("; ".join(line["mistakes"]), error["errorMessage"])
        self.assertEqual(len(line["mistakes"]), len(wrong))

    def test_outside_of_lambda_it_says_what_it_is(self):
        program = stage.Program([str(case.BINARIES / "bootstrap")], stage.clean_environment())
        self.assertEqual(program.process.wait(60), 2)
        program.stop()
        self.assertIn("runs inside AWS Lambda", program.lines[0])


class BadEvents(case.HostCase):
    def test_no_event_ends_the_process(self):
        deep = b"[" * 100_000
        webhook = case.event_of(self.sandbox.upload("a.png", case.PICTURE))
        for payload in (b"null", b"[]", b"\"text\"", b"17", b"{", b"\xff\x00\xfe", deep, b"{}",
                        b'{"requestContext":{}}', b'{"httpMethod":17}', b'{"httpMethod":"POST","headers":[1,2]}',
                        b'{"httpMethod":"POST","body":{"a":1},"isBase64Encoded":"yes"}',
                        b'{"httpMethod":"POST","multiValueHeaders":{"a":"b"},"body":null}',
                        {**webhook, "data": 17}, {**webhook, "module": ["asset"]},
                        {**webhook, "data": {"asset": {"uid": "../../etc", "_version": -5}}},
                        {**webhook, "padding": "x" * 2_000_000}):
            with self.subTest(payload=str(payload)[:60]):
                answer = case.invoke(self.sandbox, payload)
                body = json.loads(answer.body["body"]) if "statusCode" in answer.body else answer.body
                self.assertIn(body["reason"], ("malformed_event", "unauthenticated"))
        self.assertIsNone(self.function.program.process.poll())
        self.assert_ended(case.post(self.sandbox, webhook), 200, "tagged", "tags_added")
        self.assertEqual(self.sandbox.counters()["function_errors"], 0)


class Lines(case.HostCase):
    """What the function prints: one line for each event, and one of metrics in CloudWatch's form."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.function.close()
        cls.function = case.start_function(cls.sandbox)
        asset = cls.sandbox.upload("a.png", case.PICTURE)
        cls.answers = [case.post(cls.sandbox, case.event_of(asset)), case.post(cls.sandbox, case.event_of(asset)),
                       case.post(cls.sandbox, b"garbage"), case.post(cls.sandbox, b"garbage", headers={})]
        cls.sandbox.fault("rekognition", "malformed")
        cls.answers.append(case.post(cls.sandbox, case.event_of(cls.sandbox.upload("b.png", case.PICTURE))))
        cls.function.close()  # all is printed then
        cls.lines = cls.function.program.json_lines()

    def test_every_line_is_json(self):
        self.assertEqual(len(self.lines), len(self.function.program.lines))

    def test_one_line_for_each_event(self):
        events = self.function.program.events()
        self.assertEqual([(line["requestId"], line["outcome"], line["reason"]) for line in events],
                         [(a.body["requestId"], a.body["outcome"], a.body["reason"]) for a in self.answers])
        for line in events:
            self.assertRegex(line["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            self.assertGreaterEqual(line["ms"]["total"], 0)
        tagged = events[0]
        self.assertEqual(set(tagged["ms"]), {"latest", "image", "label", "write", "total"})
        self.assertEqual((tagged["label_calls"], tagged["reads"], tagged["writes"], tagged["image_bytes"]),
                         (1, 1, 1, len(case.PICTURE)))

    def test_metrics_are_in_the_embedded_metric_format(self):
        # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/
        # CloudWatch_Embedded_Metric_Format_Specification.html
        metrics = [line for line in self.lines if "_aws" in line]
        self.assertEqual([line["Outcome"] for line in metrics], [a.body["outcome"] for a in self.answers])
        for line in metrics:
            self.assertIsInstance(line["_aws"]["Timestamp"], int)
            self.assertLess(abs(line["_aws"]["Timestamp"] / 1000 - time.time()), 600)
            (directive,) = line["_aws"]["CloudWatchMetrics"]
            self.assertEqual(directive["Namespace"], "stacktag")
            for dimensions in directive["Dimensions"]:
                self.assertLessEqual(len(dimensions), 30)
                for name in dimensions:
                    self.assertIsInstance(line[name], str)
            for metric in directive["Metrics"]:
                self.assertIn(metric["Unit"], ("Count", "Milliseconds", "None"))  # dollars have none
                self.assertIsInstance(line[metric["Name"]], (int, float))
        self.assertEqual([line["LabelCalls"] for line in metrics], [1, 0, 0, 0, 1])


class Secrets(unittest.TestCase):
    """No secret comes out, at any level of the log, whatever happens."""

    PLANTED = {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN": "planted-token-0001",
               "REKOGNITION_AWS_SECRET": "planted/aws+0002",
               "STACKTAG_WEBHOOK_HEADER": "X-Key: planted-header-0003",
               "STACKTAG_WEBHOOK_BASIC_AUTH": "user:planted-password-0004",
               "STACKTAG_WEBHOOK_HMAC_KEYS": "planted-hmac-0005,planted-hmac-0006"}
    HEADERS = {"X-Key": "planted-header-0003",
               "Authorization": "Basic " + base64.b64encode(b"user:planted-password-0004").decode()}

    def start(self, level):
        sandbox = case.start_sandbox("--hmac-key", "planted-hmac-0006", token="planted-token-0001",
                                     secret_key="planted/aws+0002")
        self.addCleanup(sandbox.close)
        function = case.start_function(sandbox, STACKTAG_LOG_LEVEL=level, **self.PLANTED)
        self.addCleanup(function.close)
        return sandbox, function

    def deliver(self, sandbox, asset):
        return sandbox.control("POST", "deliver", {"asset": asset["uid"], "event": "create"})

    def run_everything(self, sandbox):
        """Good and bad events, refusals and faults that quote what was sent."""
        sandbox.cma("POST", "/webhooks", {"webhook": {"name": "w", "channels": ["assets.publish"], "destinations": [{
            "target_url": sandbox.url + "/apigw/v1/webhook", "http_basic_auth": "user",
            "http_basic_password": "planted-password-0004",
            "custom_header": [{"header_name": "X-Key", "value": "planted-header-0003"}]}]}})
        answers = [self.deliver(sandbox, sandbox.upload("a.png", case.PICTURE))]
        for fault in (("cma", {"kind": "status", "status": 401}), ("cma", {"kind": "malformed"}),
                      ("rekognition", {"kind": "status", "status": 400, "body": '{"__type":"AccessDeniedException"}'}),
                      ("image", {"kind": "status", "status": 403})):
            asset = sandbox.upload("a.png", case.PICTURE)
            sandbox.fault(fault[0], **fault[1])
            answers.append(self.deliver(sandbox, asset))
            sandbox.clear_faults()
        answers += [case.post(sandbox, b"garbage", headers=self.HEADERS), case.post(sandbox, b"{}", headers={})]
        return answers

    def forms(self):
        words = [word for value in self.PLANTED.values() for word in value.replace("X-Key: ", "").split(",")]
        words.append("planted-password-0004")
        return {form for word in words for form in (word, base64.b64encode(word.encode()).decode(),
                                                    base64.b64encode(word.encode()).decode().rstrip("="))}

    def test_no_secret_is_in_any_line_or_answer(self):
        for level in ("debug", "info", "warn", "error"):
            with self.subTest(level=level):
                sandbox, function = self.start(level)
                answers = self.run_everything(sandbox)
                self.assertEqual(json.loads(answers[0]["body"])["reason"], "tags_added")
                function.close()
                printed = "\n".join(function.program.lines) + repr(answers)
                self.assertIn("contentstack_denied", printed)
                for form in self.forms():
                    self.assertNotIn(form, printed)

    def test_no_secret_is_in_the_mistakes_of_a_configuration(self):
        sandbox, function = self.start("debug")
        function.close()
        wrong = case.start_function(sandbox, **{**self.PLANTED, "MAX_TAGS": "0",
                                                "STACKTAG_WEBHOOK_HEADER": "planted-header-0003",
                                                "STACKTAG_WEBHOOK_BASIC_AUTH": "planted-password-0004",
                                                "CONTENTSTACK_STACK_MANAGEMENT_TOKEN": "planted-token-0001\x01"})
        self.assertEqual(wrong.program.process.wait(60), 1)
        wrong.close()
        told = "\n".join(wrong.program.lines) + repr(sandbox.counters()["init_errors"])
        self.assertIn("STACKTAG_WEBHOOK_BASIC_AUTH", told)
        for form in self.forms():
            self.assertNotIn(form, told)


class SecretAtStart(unittest.TestCase):
    def test_settings_come_from_secrets_manager_and_from_parameter_store(self):
        token = json.dumps({"CONTENTSTACK_STACK_MANAGEMENT_TOKEN": stage.TOKEN, "PATH": "/nowhere"})
        for name in ("arn:aws:secretsmanager:us-east-1:123456789012:secret:stacktag", "/stacktag/settings"):
            with self.subTest(name=name):
                sandbox = case.start_sandbox("--secret", f"{name}={token}")
                self.addCleanup(sandbox.close)
                function = case.start_function(
                    sandbox, STACKTAG_SECRET_ARN=name, CONTENTSTACK_STACK_MANAGEMENT_TOKEN=None,
                    AWS_ACCESS_KEY_ID=stage.ACCESS_KEY, AWS_SECRET_ACCESS_KEY=stage.SECRET_KEY,
                    AWS_REGION="us-east-1", AWS_ENDPOINT_URL=sandbox.url)
                self.addCleanup(function.close)
                answer = case.post(sandbox, case.event_of(sandbox.upload("a.png", case.PICTURE)))
                self.assertEqual(answer.body["reason"], "tags_added")


if __name__ == "__main__":
    unittest.main()
