# SPDX-License-Identifier: Apache-2.0
"""The sandbox's side of AWS: signatures, Rekognition's answers, API Gateway and the Runtime API."""

import base64
import datetime
import hashlib
import hmac
import json
import socket
import threading
import unittest

import case
import stage


def sign(sandbox, target, body, key=stage.ACCESS_KEY, secret=stage.SECRET_KEY, service="rekognition", age=0,
         token=None):
    """The headers of AWS Signature Version 4, by the book and independent of the product's signer."""
    moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=age)
    time = moment.strftime("%Y%m%dT%H%M%SZ")
    headers = {"content-type": "application/x-amz-json-1.1", "host": f"127.0.0.1:{sandbox.port}", "x-amz-date": time,
               "x-amz-target": target}
    if token:
        headers["x-amz-security-token"] = token
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    scope = f"{time[:8]}/us-east-1/{service}/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{time}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    step = ("AWS4" + secret).encode()
    for part in scope.split("/"):
        step = hmac.new(step, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(step, text.encode(), hashlib.sha256).hexdigest()
    headers["authorization"] = (f"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={names}, "
                                f"Signature={signature}")
    return headers


def question(content=case.PICTURE, **more):
    return json.dumps({"Image": {"Bytes": base64.b64encode(content).decode()}, **more}).encode()


class Aws(unittest.TestCase):
    OPTIONS = ()

    @classmethod
    def setUpClass(cls):
        cls.sandbox = case.start_sandbox(*cls.OPTIONS)
        cls.addClassCleanup(cls.sandbox.close)

    def send(self, body, headers):
        status, _, reply = stage.http("POST", self.sandbox.url + "/", body, headers)
        return status, json.loads(reply)

    def call(self, target, body, **how):
        return self.send(body, sign(self.sandbox, target, body, **how))


class Rekognition(Aws):
    DETECT = "RekognitionService.DetectLabels"

    def test_an_answer_has_the_members_of_a_recorded_one(self):
        status, reply = self.call(self.DETECT, question(MaxLabels=5))
        self.assertEqual(status, 200)
        recorded = json.loads((case.GOLDEN / "aws" / "detect_labels_general_hydrant.json").read_text())
        self.assertEqual(set(reply) - set(recorded), set())
        self.assertEqual(set(reply["Labels"][0]), set(recorded["Labels"][0]))

    def test_a_wrong_signature_is_refused_and_nothing_is_labelled(self):
        body = question()
        for code, how in (("InvalidSignatureException", {"secret": "wrong"}),
                          ("InvalidSignatureException", {"service": "s3"}),
                          ("InvalidSignatureException", {"age": 3600}), ("InvalidSignatureException", {"age": -3600}),
                          ("UnrecognizedClientException", {"key": "AKIDOTHER"}),
                          ("UnrecognizedClientException", {"token": "not asked for"})):
            with self.subTest(how=how):
                status, reply = self.call(self.DETECT, body, **how)
                self.assertEqual((status, reply["__type"]), (400, code))
        headers = sign(self.sandbox, self.DETECT, body)
        self.assertEqual(self.send(body + b" ", headers)[1]["__type"], "InvalidSignatureException")
        headers["x-amz-target"] = "RekognitionService.DetectFaces"
        self.assertEqual(self.send(body, headers)[1]["__type"], "InvalidSignatureException")
        del headers["authorization"]
        self.assertEqual(self.send(body, headers)[1]["__type"], "MissingAuthenticationTokenException")

    def test_what_cannot_be_labelled(self):
        calls = case.Meter(self.sandbox)
        for code, body in (("InvalidImageFormatException", question(stage.gif(90, 90))),
                           ("InvalidParameterException", question(stage.png(40, 40))),
                           ("InvalidParameterException", question(MinConfidence=101)),
                           ("InvalidParameterException", b"{}"), ("SerializationException", b"{"),
                           ("ImageTooLargeException", question(bytes(5 * 1024 * 1024 + 1)))):
            with self.subTest(code=code):
                status, reply = self.call(self.DETECT, body)
                self.assertEqual((status, reply["__type"]), (400, code))
        self.assertEqual(self.call("RekognitionService.Fly", question())[1]["__type"], "UnknownOperationException")
        self.assertEqual(calls["label_calls"], 0)


class Session(Aws):
    OPTIONS = ("--session-token", "the-token", "--secret", "name=text")

    def test_the_session_token_must_come_with_the_key(self):
        self.assertEqual(self.call(Rekognition.DETECT, question(), token="the-token")[0], 200)
        self.assertEqual(self.call(Rekognition.DETECT, question())[1]["__type"], "ExpiredTokenException")

    def test_secrets(self):
        def ask(service, target, **body):
            return self.call(target, json.dumps(body).encode(), service=service, token="the-token")
        secret = ask("secretsmanager", "secretsmanager.GetSecretValue", SecretId="name")[1]
        parameter = ask("ssm", "AmazonSSM.GetParameter", Name="name")[1]
        self.assertEqual((secret["SecretString"], parameter["Parameter"]["Value"]), ("text", "text"))
        status, reply = ask("secretsmanager", "secretsmanager.GetSecretValue", SecretId="other")
        self.assertEqual((status, reply["__type"]), (400, "ResourceNotFoundException"))


class Function:
    """A function in a few lines: takes one event after the other and gives prepared answers."""

    def __init__(self, sandbox):
        self.url = sandbox.url + "/2018-06-01/runtime"
        self.events = []
        self.headers = {}

    def answer_one(self, answer, ending="response"):
        """In the background, since the one who asks waits for it."""
        thread = threading.Thread(target=self._answer_one, args=(answer, ending), daemon=True)
        thread.start()
        return thread

    def _answer_one(self, answer, ending):
        _, self.headers, event = stage.http("GET", self.url + "/invocation/next")
        self.events.append(json.loads(event))
        request = self.headers["Lambda-Runtime-Aws-Request-Id"]
        stage.http("POST", f"{self.url}/invocation/{request}/{ending}", answer)


class Gateway(Aws):
    OPTIONS = ("--gateway-api-key", "the-key", "--function-timeout", "20000")

    def setUp(self):
        self.function = Function(self.sandbox)

    def ask(self, path, answer, headers=None, body=b'{"a":1}', ending="response"):
        thread = self.function.answer_one(answer, ending)
        status, got, reply = stage.http("POST", self.sandbox.url + path, body, headers or {})
        thread.join(60)
        return status, got, reply

    def recorded(self, name):
        return json.loads((case.GOLDEN / "aws" / name).read_text())

    def test_a_rest_event_has_the_members_of_a_recorded_one(self):
        answer = {"statusCode": 201, "headers": {"X-Own": "1"}, "body": "made"}
        status, headers, body = self.ask("/apigw/v1/webhook", answer, {"x-api-key": "the-key", "X-Twice": "a"})
        self.assertEqual((status, headers["X-Own"], body), (201, "1", b"made"))
        event, recorded = self.function.events[0], self.recorded("apigw_rest_v1_event.json")
        self.assertEqual(set(recorded) - set(event), set())
        self.assertEqual((event["body"], event["isBase64Encoded"], event["httpMethod"]), ('{"a":1}', False, "POST"))
        self.assertEqual(event["requestContext"]["identity"]["apiKey"], "the-key")
        self.assertEqual(event["multiValueHeaders"]["X-Twice"], ["a"])

    def test_an_http_event_has_the_members_of_a_recorded_one(self):
        for path in ("/apigw/v2/webhook?a=1", "/lambda-url/?a=1"):
            status, _, body = self.ask(path, {"plain": "answer"}, {"X-Sandbox-Base64": "1"})
            self.assertEqual((status, json.loads(body)), (200, {"plain": "answer"}))
            event = self.function.events.pop()
            self.assertEqual((event["version"], event["isBase64Encoded"]), ("2.0", True))
            self.assertEqual(base64.b64decode(event["body"]), b'{"a":1}')
            self.assertEqual([name for name in event["headers"] if name != name.lower()], [])
            self.assertNotIn("httpMethod", event)
            self.assertEqual((event["rawQueryString"], event["queryStringParameters"]), ("a=1", {"a": "1"}))
            self.assertEqual(event["requestContext"]["http"]["method"], "POST")
        self.assertEqual(set(self.recorded("apigw_http_v2_event.json")) - set(event), set())

    def test_without_the_api_key_the_function_is_not_reached(self):
        meter = case.Meter(self.sandbox)
        for headers in ({}, {"x-api-key": "another"}):
            status, _, body = stage.http("POST", self.sandbox.url + "/apigw/v1/webhook", b"{}", headers)
            self.assertEqual((status, json.loads(body)), (403, {"message": "Forbidden"}))
        self.assertEqual(meter["invocations"], 0)

    def test_an_answer_that_the_gateway_cannot_read_is_a_502(self):
        self.assertEqual(self.ask("/apigw/v1/webhook", {"body": "no status"}, {"x-api-key": "the-key"})[0], 502)
        self.assertEqual(self.ask("/apigw/v2/webhook", {"errorType": "Bad"}, ending="error")[0], 502)
        status, headers, _ = self.ask("/lambda/invoke", {"errorType": "Bad"}, ending="error")
        self.assertEqual((status, headers["X-Amz-Function-Error"]), (200, "Unhandled"))

    def test_an_answer_to_an_unknown_or_foreign_invocation_is_refused(self):
        url = self.sandbox.url + "/2018-06-01/runtime/invocation"
        self.assertEqual(stage.http("POST", url + "/unknown/response", b"{}")[0], 400)
        self.assertEqual(self.ask("/lambda/invoke", {"a": 1})[0], 200)
        used = self.function.headers["Lambda-Runtime-Aws-Request-Id"]
        self.assertEqual(stage.http("POST", f"{url}/{used}/response", b"{}")[0], 400)


    def test_no_event_goes_to_a_function_that_has_ended(self):
        for _ in range(5):
            with socket.create_connection(("127.0.0.1", self.sandbox.port)) as ended:
                ended.sendall(b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assertEqual(self.ask("/lambda/invoke", {"a": 1})[0], 200)


class Timeout(Aws):
    OPTIONS = ("--function-timeout", "200")

    def test_a_function_that_does_not_answer_is_a_504(self):
        self.assertEqual(stage.http("POST", self.sandbox.url + "/apigw/v1/webhook", b"{}")[0], 504)
        self.assertEqual(self.sandbox.counters()["function_errors"], 1)


if __name__ == "__main__":
    unittest.main()
