# SPDX-License-Identifier: Apache-2.0
"""The sandbox's Contentstack is as its documents and recorded answers have it, so that tests against it mean much."""

import json
import re
import struct
import unittest
import urllib.parse

import case
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


if __name__ == "__main__":
    unittest.main()
