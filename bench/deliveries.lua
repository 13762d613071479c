-- SPDX-License-Identifier: Apache-2.0
-- wrk: each request is a delivery of its own, of about the size that Contentstack sends.
local thread_count = 0

function setup(thread)
  thread:set("number", thread_count)
  thread_count = thread_count + 1
end

local head = '{"triggered_at":"2026-03-01T12:00:00.000Z","module":"asset","api_key":"bltstack0000000001","event":"create",'
  .. '"data":{"branch":{"uid":"main","source":"","alias":[]},"asset":{"content_type":"image/jpeg","file_size":"204800",'
  .. '"filename":"photo.jpg","is_dir":false,"parent_uid":null,"tags":["one","two"],"title":"photo.jpg","ACL":{},'
  .. '"description":"' .. string.rep("words of an editor ", 110) .. '",'
local sent = 0

function request()
  sent = sent + 1
  local uid = string.format("blt%d%08x%s", number, sent, run)
  local body = head .. '"uid":"' .. uid .. '","_version":1,"url":"https://images.contentstack.io/v3/assets/'
    .. 'bltstack0000000001/' .. uid .. '/0123456789abcdef01234567/photo.jpg"}}}'
  return wrk.format("POST", "/webhook", {
    ["Content-Type"] = "application/json", ["X-Stacktag-Key"] = "sandbox-webhook-secret" }, body)
end

function init(args)
  run = args[1] or "0"
end

