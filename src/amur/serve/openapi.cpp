// The description of the API, as OpenAPI 3.

#include "amur/result/schema.h"
#include "amur/serve/api.h"
#include "amur/serve/study_json.h"

namespace amur::serve {
namespace {

using nlohmann::json;

json text() { return {{"type", "string"}}; }
// A table of a result, by its schema.
json table_name() { return {{"type", "string"}, {"enum", result::names_of_tables()}}; }
json text(int longest) { return {{"type", "string"}, {"maxLength", longest}}; }
json number() { return {{"type", "number"}}; }
json whole() { return {{"type", "integer"}}; }
json list_of(json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
json reference(const char* name) { return {{"$ref", std::string("#/components/schemas/") + name}}; }

json parameter(const char* name, const char* in, json schema, const char* what) {
  return {{"name", name},
          {"in", in},
          {"required", std::string(in) == "path"},
          {"description", what},
          {"schema", std::move(schema)}};
}

json required(json parameter) {
  parameter["required"] = true;
  return parameter;
}

json good(const char* status, const char* what, const char* type, json schema) {
  return {
      {status, {{"description", what}, {"content", {{type, {{"schema", std::move(schema)}}}}}}},
      {"default",
       {{"description",
         "What is wrong, and what is allowed: 400, 401, 403, 404, 408, 409, 413, 414, 415, 416, "
         "417, 429, 431, 500, 501, 503 or 505"},
        {"content", {{"application/json", {{"schema", reference("error")}}}}}}}};
}

json operation(const char* summary, json responses, json parameters = json::array(),
               json body = nullptr) {
  json result = {{"summary", summary},
                 {"responses", std::move(responses)},
                 {"parameters", std::move(parameters)}};
  if (!body.is_null())
    result["requestBody"] = {{"required", true},
                             {"content", {{"application/json", {{"schema", std::move(body)}}}}}};
  return result;
}

json described(json schema, const char* what) {
  schema["description"] = what;
  return schema;
}
json object_of(json properties) {
  return {{"type", "object"}, {"properties", std::move(properties)}};
}

json comparison_schema() {
  const auto of = [](json kept, const std::vector<std::string>& figures) {
    for (const auto& figure : figures)
      for (const char* end : {"_from", "_to", "_change"}) kept[figure + end] = number();
    return list_of(object_of(kept));
  };
  return object_of(
      {{"links", of({{"link_id", text()}, {"direction", text()}, {"mode", text()}}, {"t"})},
       {"crossings",
        of({{"crossing_id", text()}, {"direction", text()}, {"name", text()}}, {"t", "vehicles"})},
       {"totals", of({{"name", text()}, {"unit", text()}}, {"value"})}});
}

json links_schema() {
  const json line = described(list_of(number()),
                              "Longitude and latitude of the first point in 1e-5 degrees, then the "
                              "steps to each next one; empty where no place is known");
  return object_of(
      {{"modes", list_of(text())},
       {"links", object_of({{"link_id", list_of(text())},
                            {"mode", described(list_of(number()), "Where in modes")},
                            {"line", list_of(line)}})},
       {"ways",
        described(object_of({{"link", described(list_of(number()), "Where in links")},
                             {"backward", described(list_of(number()), "1 against the line")},
                             {"t", described(list_of(number()), "Tonnes a day, six digits")}}),
                  "In the order of the rows of table links, where the rest is")}});
}

json paths_schema() {
  const json step = object_of(
      {{"kind", {{"type", "string"}, {"enum", {"load", "link", "crossing", "transfer", "unload"}}}},
       {"id", described(text(), "Of the link, crossing or transfer")},
       {"mode", text()},
       {"from_node_id", text()},
       {"to_node_id", text()},
       {"link_id", described(text(), "Empty where nothing moves")},
       {"direction", described(text(), "forward or backward on the link")}});
  json path = {{"commodity_id", text()},
               {"unit", text()},
               {"rank", described(number(), "From 1, the likeliest")},
               {"share", described(number(), "Of what the flow delivers, 0 to 1")},
               {"quantity", described(number(), "A day")},
               {"cost", described(number(), "USD a unit, the sum of the next six")}};
  for (const char* part : {"transport", "fee", "handling", "time", "scarcity", "duty"})
    path[part] = number();
  path["constant"] = described(number(), "USD a unit that move the choice and are no cost");
  path["time_h"] = path["length_km"] = number();
  path["says"] = described(text(), "The way in words");
  path["steps"] = described(list_of(step), "The cheapest route along the way, in order");
  return object_of({{"from", text()},
                    {"to", text()},
                    {"paths", described(list_of(object_of(path)),
                                        "At most 20 of each commodity, of a share of 0.001 or "
                                        "more, best first")}});
}

json case_schema() {
  const json object = {{"type", "object"}};
  return object_of({{"title", text()},
                    {"description", text()},
                    {"date", text()},
                    {"sha256", text()},
                    {"currency", text()},
                    {"has_trade", {{"type", "boolean"}}},
                    {"has_network", {{"type", "boolean"}}},
                    {"has_finance", {{"type", "boolean"}}},
                    {"modes", list_of(text())},
                    {"mode_colours", described(list_of(text()), "Of each mode, #RRGGBB")},
                    {"nodes", described(object_of({{"node_id", list_of(text())},
                                                   {"name", list_of(text())},
                                                   {"country", list_of(text())},
                                                   {"node_type", list_of(text())},
                                                   {"x", list_of(number())},
                                                   {"y", list_of(number())}}),
                                        "A list for each column")},
                    {"commodities", list_of(object)},
                    {"crossings", list_of(object)},
                    {"simulated_crossings", list_of(text())},
                    {"scenarios", described(list_of(object), "With `date` where one sets the day")},
                    {"sources", list_of(object)}});
}

// Fields of the studies that a run may name as its analysis; what each needs, its own schema says.
json analysis_schema() {
  json properties = {{"kind", {{"type", "string"}, {"enum", analysis_kinds()}}}};
  for (const auto& kind : analysis_kinds())
    for (const auto& field : study::find_study(kind)->fields) {
      auto schema = field_schema(field);
      schema["description"] = kind + ": " + field.sentence;
      properties[field.name] = std::move(schema);
    }
  json schema = object_of(std::move(properties));
  schema["required"] = {"kind"};
  return described(schema, "Beside one equilibrium: amur run --from --to, amur toll, amur finance");
}

json study_schema() {
  return object_of({{"name", text()},
                    {"sentence", text()},
                    {"example", described(text(), "On a command line")},
                    {"served", {{"type", "boolean"}}},
                    {"fields", described(list_of({{"type", "object"}}),
                                         "Each a JSON schema with its name, option, unit, whether "
                                         "it is required, and what is allowed in words")}});
}

// The fields of a run that every study takes, and with them those of one.
json new_run_schema(const char* asked) {
  json schema = object_of(
      {{"name", text()}, {"scenarios", list_of(text())}, {"edits", list_of(reference("edit"))}});
  if (!asked) return schema;
  const auto own = request_schema(*study::find_study(asked));
  schema["properties"].update(own["properties"]);
  if (own.contains("required")) schema["required"] = own["required"];
  return schema;
}

json schemas() {
  const json edit = {
      {"type", "object"},
      {"required", {"table", "action"}},
      {"properties",
       {{"table", text()},
        {"action", {{"type", "string"}, {"enum", {"set", "scale", "add", "remove"}}}},
        {"where", {{"type", "object"}}},
        {"values", {{"type", "object"}}}}}};
  const json run = {
      {"type", "object"},
      {"properties",
       {{"id", text()},
        {"kind", {{"type", "string"}, {"enum", {"run", "simulation"}}}},
        {"name", text()},
        {"study", text()},
        {"request", {{"type", "object"}}},
        {"status",
         {{"type", "string"}, {"enum", {"queued", "running", "done", "failed", "cancelled"}}}},
        {"scenarios", list_of(text())},
        {"edits", list_of(reference("edit"))},
        {"analysis", reference("analysis")},
        {"share", described(number(), "Of a run by months, how much is done")},
        {"created", text()},
        {"seconds", number()},
        {"step", whole()},
        {"residual", number()},
        {"message", text()}}}};
  const json error = {
      {"type", "object"},
      {"properties",
       {{"error",
         {{"type", "object"},
          {"properties", {{"field", text()}, {"message", text()}, {"allowed", text()}}}}}}}};
  json all = {{"edit", edit},
              {"run", run},
              {"study", study_schema()},
              {"error", error},
              {"analysis", analysis_schema()},
              {"links", links_schema()},
              {"paths", paths_schema()},
              {"case", case_schema()}};
  for (const auto& name : served_studies())
    all[name + "_request"] = request_schema(*study::find_study(name));
  return all;
}

}  // namespace

json openapi(const std::string& version) {
  const char* as_json = "application/json";
  const json id = parameter("id", "path", text(), "Of a run");
  auto new_case_run = new_run_schema("run");
  new_case_run["properties"]["analysis"] = reference("analysis");
  const json object = {{"type", "object"}};
  json paths;
  paths["/api/case"]["get"] =
      operation("The case: places, crossings, commodities, scenarios, sources",
                good("200", "The case", as_json, reference("case")));
  paths["/api/runs"]["get"] =
      operation("All runs, oldest first", good("200", "Runs", as_json, list_of(reference("run"))));
  paths["/api/runs"]["post"] =
      operation("Queue a run of the case with scenarios and edits",
                good("202", "The run", as_json, reference("run")), json::array(), new_case_run);
  paths["/api/simulations"]["post"] = operation("Queue a simulation of a crossing",
                                                good("202", "The run", as_json, reference("run")),
                                                json::array(), new_run_schema("simulate"));
  paths["/api/studies"]["get"] =
      operation("What can be asked, with the limits of each field",
                good("200", "Studies", as_json, list_of(reference("study"))));
  for (const auto& name : served_studies()) {
    auto new_run = new_run_schema(nullptr);
    new_run["properties"]["request"] = reference((name + "_request").c_str());
    paths["/api/studies/" + name]["post"] =
        operation(("Queue: " + study::find_study(name)->sentence).c_str(),
                  good("202", "The run", as_json, reference("run")), json::array(), new_run);
  }
  paths["/api/runs/{id}"]["get"] =
      operation("One run", good("200", "The run", as_json, reference("run")), {id});
  paths["/api/runs/{id}"]["delete"] =
      operation("Remove a finished run", {{"204", {{"description", "Removed"}}}}, {id});
  paths["/api/runs/{id}/cancel"]["post"] =
      operation("Cancel a run", good("202", "The run", as_json, reference("run")), {id});
  paths["/api/runs/{id}/name"]["post"] = operation(
      "Rename a finished run", good("200", "The run", as_json, reference("run")), {id},
      json{{"type", "object"}, {"properties", {{"name", text()}}}, {"required", {"name"}}});
  paths["/api/runs/{id}/events"]["get"] =
      operation("The run again each time that it has changed, until it is finished",
                good("200", "Server-sent events", "text/event-stream", text()), {id});
  paths["/api/runs/{id}/tables"]["get"] =
      operation("Tables of the result, with rows and columns",
                good("200", "Tables", as_json, list_of(object)), {id});
  paths["/api/runs/{id}/tables/{table}"]["get"] = operation(
      "Rows of a table", good("200", "Columns, rows and their number", as_json, object),
      {id, parameter("table", "path", table_name(), "docs/result.md says what is in them"),
       parameter("limit", "query", number(), "At most 10000; default 1000"),
       parameter("offset", "query", number(), "Rows to leave out first"),
       parameter("column", "query", text(), "Only rows where this column"),
       parameter("value", "query", text(), "has this value")});
  paths["/api/runs/{id}/links"]["get"] =
      operation("Links and the flows of their directions, a list for each column",
                good("200", "Lines and flows", as_json, reference("links")), {id});
  paths["/api/runs/{id}/paths"]["get"] =
      operation("The alternatives of the flows between two places, of a run that has table paths",
                good("200", "Alternatives", as_json, reference("paths")),
                {id, required(parameter("from", "query", text(64), "Node where the flow starts")),
                 required(parameter("to", "query", text(64), "Node where it ends")),
                 parameter("commodity", "query", text(64), "Only of this one")});
  paths["/api/runs/{id}/file"]["get"] =
      operation("The result as a GeoPackage",
                good("200", "GeoPackage", "application/geopackage+sqlite3",
                     {{"type", "string"}, {"format", "binary"}}),
                {id});
  paths["/api/compare"]["get"] =
      operation("Links, crossings and totals of two runs side by side",
                good("200", "Figures _from, _to and _change", as_json, comparison_schema()),
                {parameter("from", "query", text(), "Id of a run that is done"),
                 parameter("to", "query", text(), "Id of a run that is done")});
  paths["/api/compare/places"]["get"] = operation(
      "Mean hours and cost of what starts or ends at each place, of two runs side by side",
      good("200", "Figures _from, _to and _change", as_json, list_of(object)),
      {parameter("from", "query", text(), "Id of a run that is done"),
       parameter("to", "query", text(), "Id of a run that is done")});
  return {{"openapi", "3.0.3"},
          {"info",
           {{"title", "Amur"},
            {"version", version},
            {"description",
             "Runs of one case: start, watch, cancel, read, compare. Off loopback "
             "every request carries the token that the server printed. Version 1 is below "
             "/v1 as it is below /api."}}},
          {"paths", paths},
          {"components",
           {{"schemas", schemas()},
            {"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}}};
}

}  // namespace amur::serve
