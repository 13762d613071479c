# SPDX-License-Identifier: Apache-2.0
"""The sandbox's Contentstack is as its documents and recorded answers have it, so that tests against it mean much."""

import hashlib
import hmac
import json
import pathlib
import re
import struct
import subprocess
import tempfile
import unittest
import urllib.parse

import case
import receiver
import stage

KEYS = {"api_key": stage.API_KEY, "authorization": stage.TOKEN}


class Stack(unittest.TestCase):
    OPTIONS = ()

    @classmethod
    def setUpClass(cls):
        cls.sandbox = case.start_sandbox(*cls.OPTIONS)
        cls.addClassCleanup(cls.sandbox.close)

    def ask(self, method, path, body=None, headers=KEYS, **query):
        """Status and body, where errors are answers, too."""
        text = urllib.parse.urlencode({k: json.dumps(v) if isinstance(v, dict) else v for k, v in query.items()})
        status, _, reply = stage.http(method, f"{self.sandbox.url}/v3{path}{'?' + text if text else ''}", body, headers)
        return status, json.loads(reply)

    def upload(self, name="a.png", **more):
        return self.sandbox.upload(name, case.PICTURE, **more)

    def golden(self, name):
        return json.loads((case.GOLDEN / "contentstack" / name).read_text())


class Assets(Stack):
    def test_upload_answers_as_recorded(self):
        boundary = "----b"
        body = (f'--{boundary}\r\nContent-Disposition: form-data; name="asset[upload]"; filename="my pic,1.png"\r\n'
                f"Content-Type: image/png\r\n\r\n").encode() + case.PICTURE
        for name, value in (("title", "A title"), ("description", "A text"), ("tags", "one,two words")):
            body += f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="asset[{name}]"\r\n\r\n{value}'.encode()
        body += f"\r\n--{boundary}--\r\n".encode()
        status, reply = self.ask("POST", "/assets", body,
                                 {**KEYS, "Content-Type": f"multipart/form-data; boundary={boundary}"})
        self.assertEqual(status, 201)
        self.assertEqual(reply["notice"], self.golden("cma-asset-post.response.json")["notice"])
        asset = reply["asset"]
        self.assertEqual((asset["title"], asset["filename"], asset["tags"]),
                         ("A title", "my_pic_1.png", ["one", "two words"]))
        self.assertEqual((asset["file_size"], asset["_version"]), (str(len(case.PICTURE)), 1))
        self.assertEqual(asset["dimension"], {"width": 100, "height": 80})
        self.assertRegex(asset["uid"], r"^(blt|am)[a-f0-9]+$")
        self.assertRegex(asset["url"], rf"/v3/assets/{stage.API_KEY}/{asset['uid']}/[0-9a-f]{{24}}/my_pic_1\.png$")
        recorded = set(self.golden("cma-asset-get.response.json")["asset"])
        known = set(self.ask("GET", f"/assets/{asset['uid']}")[1]["asset"])
        self.assertEqual({key for key in recorded if not key.startswith(("_asset", "publish"))} - known, set())

    def test_an_upload_without_a_file_is_refused(self):
        status, reply = self.ask("POST", "/assets", b"--b--\r\n",
                                 {**KEYS, "Content-Type": "multipart/form-data; boundary=b"})
        self.assertEqual(status, 422)
        self.assertIn("upload", reply["errors"])

    def test_versions(self):
        asset = self.upload(tags=["one"])
        path = f"/assets/{asset['uid']}"
        status, updated = self.ask("PUT", path, {"asset": {"tags": ["two"], "_version": 9, "file_size": "0"}})
        self.assertEqual((status, updated["notice"]), (200, "Asset updated successfully."))
        self.assertEqual((updated["asset"]["_version"], updated["asset"]["tags"]), (2, ["two"]))
        self.assertEqual((updated["asset"]["url"], updated["asset"]["title"], updated["asset"]["file_size"]),
                         (asset["url"], "a.png", asset["file_size"]))
        replaced = self.sandbox.upload("b.gif", stage.gif(90, 90), "image/gif", replace=asset["uid"])
        self.assertEqual((replaced["_version"], replaced["uid"], replaced["tags"]), (3, asset["uid"], ["two"]))
        self.assertNotEqual(replaced["url"], asset["url"])
        self.assertEqual((replaced["content_type"], replaced["filename"]), ("image/gif", "b.gif"))
        for version, tags in ((1, ["one"]), (2, ["two"]), (3, ["two"])):
            got = self.ask("GET", path, version=version)[1]["asset"]
            self.assertEqual((got["_version"], got["tags"]), (version, tags))
        self.assertEqual(self.ask("GET", path)[1]["asset"]["_version"], 3)
        self.assertEqual(self.ask("GET", path, version=4)[0], 404)
        status, listed = self.ask("GET", path + "/versions")
        self.assertEqual([v["_version"] for v in listed["versions"]], [3, 2, 1])
        self.assertEqual((status, listed["count"]), (200, 3))

    def test_a_top_level_version_restores_that_revision(self):
        asset = self.upload(tags=["one"])
        path = f"/assets/{asset['uid']}"
        self.sandbox.upload("b.png", stage.png(90, 90), replace=asset["uid"], tags=["two"])
        status, restored = self.ask("PUT", path, {"asset": {"tags": ["three"]}, "version": 1})
        self.assertEqual(status, 200)
        self.assertEqual((restored["asset"]["_version"], restored["asset"]["tags"], restored["asset"]["url"]),
                         (3, ["one"], asset["url"]))

    def test_a_write_that_changes_nothing_makes_a_version_all_the_same(self):
        asset = self.upload(tags=["one"])
        again = self.ask("PUT", f"/assets/{asset['uid']}", {"asset": {"tags": ["one"]}})[1]
        self.assertEqual(again["asset"]["_version"], 2)

    def test_delete(self):
        path = f"/assets/{self.upload()['uid']}"
        status, reply = self.ask("DELETE", path)
        self.assertEqual((status, reply), (200, self.golden("cma-asset-delete.response.json")))
        for method, body in (("GET", None), ("PUT", {"asset": {}}), ("DELETE", None)):
            status, reply = self.ask(method, path, body)
            self.assertEqual(status, 404)
            self.assertIn("uid", reply["errors"])

    def test_branches_are_apart(self):
        asset = self.upload()
        self.assertEqual(self.ask("GET", f"/assets/{asset['uid']}", headers={**KEYS, "branch": "main"})[0], 200)
        self.assertEqual(self.ask("GET", f"/assets/{asset['uid']}", headers={**KEYS, "branch": "other"})[0], 422)


class Branch(Stack):
    OPTIONS = ("--branch", "development")

    def test_an_asset_of_a_branch_is_there_only_and_its_url_says_so(self):
        asset = self.upload(branch="development")
        self.assertTrue(asset["url"].endswith("?branch=development"))
        self.assertEqual(self.ask("GET", f"/assets/{asset['uid']}")[0], 404)
        self.assertEqual(self.ask("GET", f"/assets/{asset['uid']}", headers={**KEYS, "branch": "development"})[0], 200)
        smaller = stage.http("GET", asset["url"] + "&width=50&format=jpg")
        self.assertEqual((smaller[0], smaller[2][:3]), (200, b"\xff\xd8\xff"))


class Listing(Stack):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = cls.sandbox.cma("POST", "/assets/folders", {"asset": {"name": "Summer"}})["asset"]
        for i in range(5):
            cls.sandbox.upload(f"{i}.png", case.PICTURE, tags=[f"tag{i}", "all"])
        cls.sandbox.upload("5.pdf", b"%PDF-1.4", "application/pdf")
        inside = cls.sandbox.upload("6.png", case.PICTURE)
        cls.sandbox.cma("PUT", f"/assets/{inside['uid']}", {"asset": {"parent_uid": cls.folder["uid"]}})

    def names(self, path="/assets", **query):
        status, reply = self.ask("GET", path, **query)
        self.assertEqual(status, 200)
        return [asset.get("filename", asset.get("name")) for asset in reply["assets"]]

    def test_skip_limit_and_order(self):
        everything = [f"{i}.png" for i in range(5)] + ["5.pdf", "6.png"]
        self.assertEqual(self.names(asc="filename"), everything)
        self.assertEqual(self.names(desc="filename"), everything[::-1])
        self.assertEqual(self.names(asc="filename", skip=2, limit=3), everything[2:5])
        self.assertEqual(self.names(asc="filename", skip=6, limit=3), everything[6:])
        self.assertEqual(self.names(skip=100), [])
        self.assertEqual(self.names(asc="filename", limit=2, skip=0), everything[:2])
        self.assertEqual(self.names(limit=1), ["6.png"])  # the newest first

    def test_count(self):
        self.assertEqual(self.ask("GET", "/assets", count="true"), (200, {"assets": 7}))
        reply = self.ask("GET", "/assets", include_count="true", limit=2)[1]
        self.assertEqual((reply["count"], len(reply["assets"])), (7, 2))
        self.assertNotIn("count", self.ask("GET", "/assets")[1])

    def test_query(self):
        for query, found in (({"filename": "2.png"}, ["2.png"]),
                             ({"tags": {"$in": ["tag0", "tag3"]}}, ["0.png", "3.png"]),
                             ({"tags": "tag4"}, ["4.png"]), ({"content_type": {"$regex": "pdf"}}, ["5.pdf"]),
                             ({"tags": {"$nin": ["all"]}}, ["5.pdf", "6.png"]),
                             ({"$or": [{"filename": "0.png"}, {"filename": "6.png"}]}, ["0.png", "6.png"]),
                             ({"$and": [{"tags": "all"}, {"tags": "tag1"}]}, ["1.png"]),
                             ({"_version": {"$gte": 2}}, ["6.png"]),
                             ({"filename": {"$ne": "x"}, "_version": {"$lt": 1}}, []),
                             ({"is_dir": True, "name": "Summer"}, ["Summer"])):
            with self.subTest(query=query):
                self.assertEqual(self.names(query=query, asc="filename"), found)
        for wrong in ("{", '{"a":{"$near":1}}', '[1]'):
            self.assertEqual(self.ask("GET", "/assets", query=wrong)[0], 422)

    def test_folders(self):
        self.assertEqual(self.names(folder=self.folder["uid"]), ["6.png"])
        self.assertEqual(self.names(folder="cs_root", asc="filename"),
                         ["0.png", "1.png", "2.png", "3.png", "4.png", "5.pdf"])
        self.assertIn("Summer", self.names(folder="cs_root", include_folders="true"))
        self.assertEqual((self.folder["is_dir"], self.folder["content_type"]),
                         (True, "application/vnd.contenstack.folder"))

    def test_images_only(self):
        self.assertNotIn("5.pdf", self.names("/assets/images"))


class ReadOnlyToken(Stack):
    OPTIONS = ("--read-only-token", "reads-only")

    def test_reads_and_does_not_write(self):
        headers = {**KEYS, "authorization": "reads-only"}
        asset = self.upload()
        self.assertEqual(self.ask("GET", "/assets", headers=headers)[0], 200)
        self.assertEqual(self.ask("GET", "/webhooks", headers=headers)[0], 200)
        for method, path in (("PUT", f"/assets/{asset['uid']}"), ("POST", "/webhooks"), ("DELETE", f"/assets/{asset['uid']}")):
            self.assertEqual(self.ask(method, path, {"asset": {"tags": ["x"]}}, headers)[0], 401)
        self.assertEqual(self.sandbox.asset(asset["uid"])["_version"], 1)


class Refusals(Stack):
    def test_error_bodies_as_documented(self):
        known = {(row["status"], row["body"].get("error_code")): row["body"] for row in self.golden("cma-errors.json")}
        for headers, status, code in (({"authorization": stage.TOKEN}, 412, 109),
                                      ({"api_key": stage.API_KEY}, 401, 105),
                                      ({**KEYS, "api_key": "bltother"}, 412, 109),
                                      ({**KEYS, "authorization": "x"}, 401, 105)):
            with self.subTest(headers=headers):
                self.assertEqual(self.ask("GET", "/assets", headers=headers), (status, known[(status, code)]))

    def test_what_cannot_be_understood(self):
        uid = self.upload()["uid"]
        for body in (b"{", b'{"asset":[]}', b'{"asset":{"tags":"a"}}'):
            status, _ = self.ask("PUT", f"/assets/{uid}", body, {**KEYS, "Content-Type": "application/json"})
            self.assertEqual(status, 422)
        self.assertEqual(self.ask("GET", "/entries")[0], 404)


class Limit(Stack):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = stage.Sandbox(case.BINARIES, "--engine", "fixed", "--rate-limit", "3", "--images-count-as-reads")
        cls.addClassCleanup(cls.sandbox.close)

    def test_too_many_requests_in_one_second(self):
        def ask():
            return stage.http("GET", f"{self.sandbox.url}/v3/assets?count=true", headers=KEYS)
        stage.wait_for(lambda: ask()[0] == 200, what="a second that has room")
        meter = case.Meter(self.sandbox)
        refused = [(headers, json.loads(body)) for status, headers, body in (ask() for _ in range(50)) if status == 429]
        self.assertEqual(meter["cma_429"], len(refused))
        self.assertGreater(len(refused), 20)
        headers, body = refused[0]
        self.assertEqual((body["error_code"], headers["X-RateLimit-Limit"], headers["X-RateLimit-Remaining"]),
                         (429, "3", "0"))

    def test_reads_and_writes_and_files_have_their_limits(self):
        asset = stage.wait_for(self.try_upload, what="room for a write")
        statuses = [stage.http("GET", asset["url"])[0] for _ in range(20)]
        self.assertIn(429, statuses)

    def try_upload(self):
        try:
            return self.upload()
        except RuntimeError:
            return None


class Images(Stack):
    def get(self, url, **query):
        status, headers, body = stage.http("GET", url + ("?" + urllib.parse.urlencode(query) if query else ""))
        return status, headers.get("Content-Type"), body

    @staticmethod
    def jpeg_size(body):
        at = re.search(rb"\xff[\xc0\xc2]..\x08", body, re.S).end()
        height, width = struct.unpack(">HH", body[at:at + 4])
        return width, height

    def test_the_file_as_it_was_uploaded(self):
        asset = self.upload()
        self.assertEqual(self.get(asset["url"]), (200, "image/png", case.PICTURE))
        self.assertEqual(self.get(asset["url"].replace("/a.png", "x/a.png"))[0], 404)

    def test_the_parameters_that_the_product_uses(self):
        small = {"width": 1024, "height": 1024, "fit": "bounds", "disable": "upscale", "format": "jpg"}
        for content, kind, size in ((stage.png(2048, 512), "image/png", (1024, 256)),
                                    (stage.png(300, 200), "image/png", (300, 200)),
                                    (stage.gif(120, 90), "image/gif", (120, 90))):
            asset = self.sandbox.upload("a", content, kind)
            status, content_type, body = self.get(asset["url"], **small)
            self.assertEqual((status, content_type), (200, "image/jpeg"))
            self.assertEqual(self.jpeg_size(body), size)

    def test_what_it_cannot_make(self):
        pdf = self.sandbox.upload("a.pdf", b"%PDF-1.4", "application/pdf")["url"]
        self.assertEqual(self.get(pdf, width=10, format="jpg")[0], 422)
        url = self.upload()["url"]
        for query in ({"width": 0}, {"width": 9000}, {"height": "x"}, {"format": "tiff"}):
            self.assertEqual(self.get(url, **query)[0], 422)


class Webhooks(Stack):
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
