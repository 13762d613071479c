add_fuzz_target(asset_json SOURCES asset_json_fuzz.cpp USES adapters/contentstack core/flow platform/json)
