#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What deploy/aws/template.yaml promises, checked on the template alone and on the binaries that it deploys."""

import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "hosts")]
import stage  # noqa: E402
import template  # noqa: E402

BINARIES = None
TEMPLATE = template.load()
RESOURCES = TEMPLATE["Resources"]
FUNCTION = RESOURCES["Function"]["Properties"]
# What AWS gives without being asked.
PSEUDO = {"AWS::Region", "AWS::URLSuffix", "AWS::NoValue"}
# The metrics of every Lambda function: docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
LAMBDA_METRICS = {"Errors", "Throttles"}


def statements():
    for policy in RESOURCES["Role"]["Properties"]["Policies"]:
        for statement in policy["PolicyDocument"]["Statement"]:
            if "Fn::If" in statement:
                statement = statement["Fn::If"][1]
            yield statement


def as_list(value):
    return value if isinstance(value, list) else [value]


def actions(statement, **given):
    """Those that the statement allows with these parameters; with none given, by default."""
    found = (template.resolve(TEMPLATE, action, given) for action in as_list(statement["Action"]))
    return [action for action in found if action]


# Parameter -> the feature and the operation that it switches on.
SWITCHES = {"ImageProperties": ("properties", "DetectLabels"), "Moderation": ("moderation", "DetectModerationLabels"),
            "Text": ("text", "DetectText"), "Faces": ("faces", "DetectFaces"),
            "Celebrities": ("celebrities", "RecognizeCelebrities")}
ALL_ON = dict.fromkeys(SWITCHES, "true")


class References(unittest.TestCase):
    def test_every_one_has_its_target(self):
        known = set(TEMPLATE["Parameters"]) | set(RESOURCES) | PSEUDO
        found = list(template.references(TEMPLATE))
        self.assertGreater(len(found), 20)
        for path, name, attribute in found:
            # SAM's own: the stage that it makes for an API.
            name = name.removesuffix(".Stage") if name == "WebhookApi.Stage" else name
            self.assertIn(name, known, f"at {path}")
            if attribute:
                self.assertIn(name, RESOURCES, f"at {path}")

    def test_every_parameter_is_used(self):
        used = {name for _, name, _ in template.references(TEMPLATE)}
        self.assertEqual(set(TEMPLATE["Parameters"]) - used, set())

    def test_every_condition_is_defined_and_used(self):
        self.assertEqual(set(template.condition_names(TEMPLATE)), set(TEMPLATE["Conditions"]))

    def test_every_dependency_is_there(self):
        for resource in RESOURCES.values():
            for name in as_list(resource.get("DependsOn", [])):
                self.assertIn(name, RESOURCES)

    def test_every_parameter_is_shown_in_the_console_once(self):
        groups = TEMPLATE["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
        shown = [name for group in groups for name in group["Parameters"]]
        self.assertEqual(sorted(shown), sorted(TEMPLATE["Parameters"]))


class Parameters(unittest.TestCase):
    def test_defaults_keep_to_their_own_limits(self):
        for name, parameter in TEMPLATE["Parameters"].items():
            default = parameter.get("Default")
            if default is None:
                continue
            if "AllowedPattern" in parameter:
                self.assertRegex(default, parameter["AllowedPattern"], name)
            if "AllowedValues" in parameter:
                self.assertIn(default, parameter["AllowedValues"], name)
            if parameter["Type"] == "Number":
                self.assertLessEqual(parameter.get("MinValue", default), default, name)
                self.assertGreaterEqual(parameter.get("MaxValue", default), default, name)

    def test_only_the_secret_must_be_given(self):
        needed = [name for name, parameter in TEMPLATE["Parameters"].items() if "Default" not in parameter]
        self.assertEqual(needed, ["SecretArn"])

    def test_the_secret_is_named_by_its_whole_arn(self):
        pattern = TEMPLATE["Parameters"]["SecretArn"]["AllowedPattern"]
        self.assertRegex("arn:aws:secretsmanager:eu-west-1:123456789012:secret:stacktag-AbC123", pattern)
        for wrong in ("stacktag", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:stacktag",
                      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:*"):
            self.assertNotRegex(wrong, pattern)


    def test_what_is_left_empty_is_left_out(self):
        def held(**given):
            return {name for name, condition in TEMPLATE["Conditions"].items()
                    if template.holds(TEMPLATE, condition, given)}
        self.assertEqual(held(), {"HasReservedConcurrency"})
        self.assertEqual(held(ReservedConcurrency="0"), set())
        self.assertEqual(held(RekognitionRegion="us-east-1", SecretKmsKeyArn="arn", AlarmTopicArn="arn", **ALL_ON),
                         set(TEMPLATE["Conditions"]))

    def test_a_switch_is_a_feature_and_the_right_to_ask_for_it(self):
        def asked(**given):
            return template.resolve(TEMPLATE, FUNCTION["Environment"]["Variables"]["STACKTAG_FEATURES"], given)

        def granted(**given):
            return {action for statement in statements() for action in actions(statement, **given)
                    if action.startswith("rekognition:")}
        self.assertEqual((asked(), granted()), ("labels", {"rekognition:DetectLabels"}))
        for parameter, (feature, operation) in SWITCHES.items():
            on = {parameter: "true"}
            self.assertEqual((asked(**on), granted(**on)),
                             (f"labels,{feature}", {"rekognition:DetectLabels", f"rekognition:{operation}"}))
        self.assertEqual(asked(**ALL_ON), "labels,properties,moderation,text,faces,celebrities")


class Rights(unittest.TestCase):
    def test_no_action_is_a_wildcard(self):
        for statement in statements():
            for action in actions(statement, **ALL_ON):
                self.assertRegex(action, r"^[a-z]+:[A-Za-z]+$")

    def test_only_what_the_function_does(self):
        allowed = {action for statement in statements() for action in actions(statement)}
        self.assertEqual(allowed, {"rekognition:DetectLabels", "secretsmanager:GetSecretValue", "kms:Decrypt",
                                   "logs:CreateLogStream", "logs:PutLogEvents"})

    def test_only_rekognition_is_for_every_resource(self):
        for statement in statements():
            wide = "*" in as_list(statement["Resource"])
            of_rekognition = [action.startswith("rekognition:") for action in actions(statement, **ALL_ON)]
            self.assertEqual([wide] * len(of_rekognition), of_rekognition, statement)

    def test_the_secret_alone_may_be_read(self):
        found = [s["Resource"] for s in statements() if s["Action"] == "secretsmanager:GetSecretValue"]
        self.assertEqual(found, [{"Ref": "SecretArn"}])

    def test_only_lambda_takes_the_role_on(self):
        trust = RESOURCES["Role"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
        self.assertEqual([s["Principal"] for s in trust], [{"Service": "lambda.amazonaws.com"}])
        self.assertNotIn("ManagedPolicyArns", RESOURCES["Role"]["Properties"])


class Function(unittest.TestCase):
    def test_no_secret_is_in_its_environment(self):
        names = FUNCTION["Environment"]["Variables"]
        for name in names:
            self.assertNotRegex(name, r"TOKEN|SECRET$|PASSWORD|API_KEY|AWS_ID|BASIC_AUTH|HMAC|HEADER")
        text = template.PATH.read_text(encoding="utf-8")
        self.assertNotIn("{{resolve:", text)  # CloudFormation would write the value in clear

    def test_it_reads_every_variable_that_it_is_given(self):
        sources = "".join(path.read_text(encoding="utf-8") for folder in ("adapters", "hosts", "platform")
                          for path in (template.ROOT / folder).rglob("*.cpp"))
        for name in FUNCTION["Environment"]["Variables"]:
            self.assertIn(f'"{name}"', sources)

    def test_it_is_the_package_that_dev_makes(self):
        self.assertEqual((template.PATH.parent / FUNCTION["CodeUri"]).resolve(),
                         template.ROOT / "dist" / "index.zip")
        self.assertEqual(FUNCTION["Runtime"], "provided.al2023")

    def test_it_ends_before_those_who_wait_for_it(self):
        self.assertLessEqual(TEMPLATE["Parameters"]["TimeoutSeconds"]["MaxValue"], 29)

    def test_its_logs_end_up_where_they_are_kept_for_a_while(self):
        self.assertEqual(RESOURCES["LogGroup"]["Properties"]["LogGroupName"],
                         {"Fn::Sub": "/aws/lambda/${FunctionName}"})
        self.assertEqual(FUNCTION["FunctionName"], {"Ref": "FunctionName"})

    def test_its_only_door_asks_for_the_key(self):
        events = FUNCTION["Events"].values()
        self.assertEqual([event["Type"] for event in events], ["Api"])
        for event in events:
            self.assertIs(event["Properties"]["Auth"]["ApiKeyRequired"], True)
            self.assertEqual(event["Properties"]["RestApiId"], {"Ref": "WebhookApi"})
        self.assertNotIn("FunctionUrlConfig", FUNCTION)

    def test_the_url_that_is_shown_is_the_door(self):
        url = TEMPLATE["Outputs"]["WebhookUrl"]["Value"]["Fn::Sub"]
        path = FUNCTION["Events"]["Webhook"]["Properties"]["Path"]
        stage_name = RESOURCES["WebhookApi"]["Properties"]["StageName"]
        self.assertTrue(url.endswith(f"/{stage_name}{path}"), url)


class Alarms(unittest.TestCase):
    """Each alarm looks at a metric that is there: Lambda's own, or what the real function writes."""

    @classmethod
    def setUpClass(cls):
        cls.emitted = cls.emitted_by_a_failure()

    @staticmethod
    def emitted_by_a_failure():
        sandbox = stage.Sandbox(BINARIES)
        function = None
        try:
            function = stage.LambdaFunction(BINARIES, sandbox)
            sandbox.create_webhook(f"{sandbox.url}/apigw/v1/webhook")
            sandbox.fault("cma", "status", times=0, method="GET", status=401, body="{}")
            sandbox.upload("red.png", stage.png(100, 100))
            return stage.wait_for(
                lambda: [line for line in function.program.json_lines() if "_aws" in line],
                what="a line of metrics")[0]
        finally:
            if function:
                function.close()
            sandbox.close()

    def alarms(self):
        found = [resource["Properties"] for resource in RESOURCES.values()
                 if resource["Type"] == "AWS::CloudWatch::Alarm"]
        self.assertEqual(len(found), 3)
        return found

    def is_emitted(self, alarm):
        dimensions = {one["Name"]: one["Value"] for one in alarm["Dimensions"]}
        for directive in self.emitted["_aws"]["CloudWatchMetrics"]:
            if (directive["Namespace"] == alarm["Namespace"]
                    and alarm["MetricName"] in [metric["Name"] for metric in directive["Metrics"]]
                    and sorted(dimensions) in [sorted(names) for names in directive["Dimensions"]]):
                return all(self.emitted[name] == value for name, value in dimensions.items())
        return False

    def test_all_look_at_metrics_that_exist(self):
        for alarm in self.alarms():
            if alarm["Namespace"] == "AWS/Lambda":
                self.assertIn(alarm["MetricName"], LAMBDA_METRICS)
                self.assertEqual(alarm["Dimensions"], [{"Name": "FunctionName", "Value": {"Ref": "Function"}}])
            else:
                self.assertTrue(self.is_emitted(alarm), f"{alarm} against {json.dumps(self.emitted)}")

    def test_errors_throttles_and_failures_are_watched(self):
        self.assertEqual({alarm["MetricName"] for alarm in self.alarms()}, {"Errors", "Throttles", "Events"})

    def test_none_rings_when_nothing_happens(self):
        for alarm in self.alarms():
            self.assertEqual(alarm["TreatMissingData"], "notBreaching")


class Deployed(unittest.TestCase):
    """The real function with the environment that the template gives it, behind a gateway that asks for a key."""

    ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:stacktag-AbC123"
    KEY = "the-gateway-s-key"

    def setUp(self):
        secret = {"CONTENTSTACK_STACK_API_KEY": stage.API_KEY, "CONTENTSTACK_STACK_MANAGEMENT_TOKEN": stage.TOKEN}
        self.sandbox = stage.Sandbox(BINARIES, "--gateway-api-key", self.KEY, "--secret",
                                     f"{self.ARN}={json.dumps(secret)}")
        self.addCleanup(self.sandbox.close)
        self.function = stage.Program([str(BINARIES / "bootstrap")], self.environment())
        self.addCleanup(self.function.stop)

    def environment(self):
        given = {"SecretArn": self.ARN, "AWS::Region": "eu-west-1"}
        variables = {name: template.resolve(TEMPLATE, value, given)
                     for name, value in FUNCTION["Environment"]["Variables"].items()}
        # What Lambda adds by itself, and what leads to the sandbox instead of the services.
        return {**stage.clean_environment(), **variables, "AWS_REGION": "eu-west-1",
                "AWS_ACCESS_KEY_ID": stage.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": stage.SECRET_KEY,
                "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.sandbox.port}", "AWS_ENDPOINT_URL": self.sandbox.url,
                "CONTENTSTACK_API_URL": self.sandbox.url,
                "CONTENTSTACK_IMAGE_HOSTS": f"127.0.0.1:{self.sandbox.port}"}

    def upload(self, key):
        self.sandbox.create_webhook(f"{self.sandbox.url}/apigw/v1/webhook", [("x-api-key", key)])
        uid = self.sandbox.upload("red.png", stage.png(100, 100))["uid"]
        return stage.wait_for(lambda: [one for one in self.sandbox.deliveries()
                                       if (one["asset"], one["event"]) == (uid, "create")],
                              what="the delivery")[0]

    def test_tags_what_comes_with_the_key(self):
        delivery = self.upload(self.KEY)
        self.assertEqual((delivery["status"], json.loads(delivery["body"])["outcome"]), (200, "tagged"))
        self.assertNotIn("no_authentication", [line.get("reason") for line in self.function.json_lines()])

    def test_never_sees_what_comes_without(self):
        delivery = self.upload("another key")
        self.assertEqual(delivery["status"], 403)
        self.assertEqual(self.function.events(), [])


if __name__ == "__main__":
    BINARIES = pathlib.Path(sys.argv.pop(1))
    unittest.main()
