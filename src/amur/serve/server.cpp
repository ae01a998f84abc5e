#include "amur/serve/server.h"
#include "amur/serve/file_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <map>
#include <thread>

#include "amur/case/case_reader.h"
#include "amur/http/http_server.h"
#include "amur/serve/api.h"
#include "amur/serve/study_json.h"
#include "amur/serve/web_files.h"

namespace amur::serve {
namespace {

constexpr const char* json_type = "application/json";
// What hangs when the server stops has this long; then the program ends without it.
constexpr std::chrono::milliseconds patience_at_end{700};
// Streams hear of changes no more often than this.
constexpr std::chrono::milliseconds between_events{30};
// The page runs on this program's own files alone.
constexpr const char* content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src "
    "'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

constexpr const char* api_bases[] = {"/api", "/v1"};

// What the token guards.
bool is_of_api(const std::string& path) {
  return std::ranges::any_of(
      api_bases, [&path](const char* base) { return path.starts_with(std::string(base) + "/"); });
}

std::atomic<http::http_server*> running{nullptr};

const char* type_of(std::string_view path) {
  const auto ends = [&](std::string_view end) { return path.ends_with(end); };
  return ends(".html")                                            ? "text/html; charset=utf-8"
         : ends(".js")                                            ? "text/javascript; charset=utf-8"
         : ends(".css")                                           ? "text/css; charset=utf-8"
         : ends(".json") || ends(".geojson") || ends(".topojson") ? "application/json"
         : ends(".svg")                                           ? "image/svg+xml"
         : ends(".png")                                           ? "image/png"
         : ends(".txt")                                           ? "text/plain; charset=utf-8"
                                                                  : "application/octet-stream";
}

// Equal in a time that doesn't tell where two secrets differ.
bool same_secret(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
  return difference == 0;
}

http::http_answer sent(const answer& given) {
  return {given.status, json_type, json_text(given.body), {}};
}

http::http_answer refused(int status, const std::string& field, const std::string& message,
                          const std::string& allowed = {}) {
  return sent(error_answer(status, field, message, allowed));
}

// The scheme's end and what follows, as a Host header has it.
std::string host_in(const std::string& origin) {
  const auto slashes = origin.find("://");
  return slashes == std::string::npos ? std::string() : origin.substr(slashes + 3);
}

class web_server {
 public:
  web_server(const server_options& options, cases::case_data data, diagnostics& report)
      : options_(options),
        data_(std::move(data)),
        case_(json_text(case_json(data_, options.case_folder))),
        openapi_(json_text(openapi(options.version))),
        studies_(json_text(studies_json())),
        store_(options.runs_folder, data_.sha256, report),
        queue_(store_, options.case_folder, options.version, options.threads),
        server_({}, hooks()) {
    add_case_routes();
    add_run_routes();
    add_result_routes();
    add_page();
  }

  bool listen(const std::function<void(int)>& ready, diagnostics& report) {
    const auto port = server_.listen(options_.host, options_.port);
    if (!port) {
      report.error("", 0, "--port", fmt::format("{}:{}", options_.host, options_.port),
                   "this address can't be served on; is another program there?",
                   "a free port, or 0 for any");
      return false;
    }
    port_ = *port;
    running = &server_;
    if (options_.solve_base && store_.all().empty()) {
      stored_run base;
      base.study = usual_study(data_);
      base.name = "Base";
      if (const auto added = store_.add(base)) queue_.add(added->id);
    }
    std::thread teller([this] { tell_streams(); });
    ready(port_);
    server_.run();
    running = nullptr;
    // A query or a solver that doesn't hear must not hold up the end: files are put in place whole
    // or not at all, and a run under way counts as failed at the next start.
    std::thread([] {
      std::this_thread::sleep_for(patience_at_end);
      std::_Exit(EXIT_SUCCESS);
    }).detach();
    stopping_ = true;
    queue_.look_again();
    teller.join();
    return true;
  }

 private:
  http::http_hooks hooks() {
    http::http_hooks hooks;
    hooks.admit = [this](const http::http_request& request) { return refusal_of(request); };
    hooks.refusal = [](int status, const std::string& reason) {
      return refused(status, "", reason);
    };
    hooks.stream_opened = [this] { queue_.look_again(); };
    hooks.headers = {{"X-Content-Type-Options", "nosniff"},
                     {"Referrer-Policy", "no-referrer"},
                     {"Content-Security-Policy", content_policy}};
    return hooks;
  }

  // Requests that a page of another origin, or another name for this address, may have made; and
  // those without the token.
  std::optional<http::http_answer> refusal_of(const http::http_request& request) const {
    const auto host = http::value_of(request.headers, "host");
    const auto with_port = [this](const std::string& name) {
      return fmt::format("{}:{}", name, port_);
    };
    std::vector<std::string> own = {with_port(options_.host)};
    if (is_loopback(options_.host))
      for (const char* name : {"127.0.0.1", "localhost", "[::1]"}) own.push_back(with_port(name));
    if (!options_.origin.empty()) own.push_back(host_in(options_.origin));
    // Off loopback the machine may have any name; there the token guards.
    if (is_loopback(options_.host) && std::ranges::find(own, host) == own.end())
      return refused(403, "Host", "this server has no such name", own.front());
    if (http::has(request.headers, "origin")) {
      const auto origin = http::value_of(request.headers, "origin");
      if (origin != "http://" + host && origin != "https://" + host && origin != options_.origin)
        return refused(403, "Origin", "pages of other origins are refused", "http://" + host);
    }
    if (is_of_api(request.path) && !options_.token.empty()) {
      const bool good = same_secret(http::value_of(request.headers, "authorization"),
                                    "Bearer " + options_.token) ||
                        same_secret(http::value_of(request.parameters, "token"), options_.token);
      if (!good)
        return refused(401, "Authorization", "the token is missing or wrong",
                       "Bearer and the token that the server printed");
    }
    // A form of another page can't send this type without asking first.
    if (request.method == "POST" &&
        !http::value_of(request.headers, "content-type").starts_with(json_type))
      return refused(415, "Content-Type", "only JSON is taken", json_type);
    return std::nullopt;
  }

  // Tells each stream how its run stands, whenever any run may have changed.
  void tell_streams() {
    std::map<std::string, std::shared_ptr<const std::string>> told;
    for (std::uint64_t seen = 0; !stopping_;) {
      seen = queue_.wait_for_change(seen);
      const auto start = std::chrono::steady_clock::now();
      std::map<std::string, std::shared_ptr<const std::string>> now;
      for (const auto& id : server_.topics()) {
        const auto run = store_.find(id);
        auto text = std::make_shared<const std::string>(
            run ? "data: " + json_text(to_json(*run)) + "\n\n" : std::string());
        // One text for all who hear it.
        if (const auto before = told.find(id); before != told.end() && *before->second == *text)
          text = before->second;
        now[id] = text;
        server_.publish(id, text, !run || run->finished());
      }
      told = std::move(now);
      // Much to tell must not take a processor from the solver.
      const std::chrono::nanoseconds spent = std::chrono::steady_clock::now() - start;
      std::this_thread::sleep_for(std::max<std::chrono::nanoseconds>(between_events, 4 * spent));
    }
  }

  // Below /api, and as version 1 of the interface below /v1.
  void route(const char* method, const std::string& below, http::work_place place,
             const std::function<http::http_answer(const http::http_request&)>& answer) {
    for (const char* base : api_bases) server_.route(method, base + below, place, answer);
  }

  using run_answer = std::function<http::http_answer(const stored_run&, const http::http_request&)>;
  // A route below a run, whose id is the first part of the path that varies.
  void add_run_route(const char* method, const std::string& below, http::work_place place,
                     run_answer answer) {
    route(method, "/runs/{id}" + below, place,
          [this, answer = std::move(answer)](const http::http_request& request) {
            const auto run = store_.find(request.parts[0]);
            return run ? answer(*run, request) : refused(404, "id", "there is no such run");
          });
  }
  using result_answer =
      std::function<http::http_answer(const std::filesystem::path&, const http::http_request&)>;
  void add_result_route(const std::string& below, result_answer answer) {
    add_run_route("GET", below, http::work_place::long_work,
                  [this, answer = std::move(answer)](const auto& run, const auto& request) {
                    return run.state == run_state::done
                               ? answer(store_.result_of(run.id), request)
                               : refused(409, "id", "this run has no result", "a run that is done");
                  });
  }

  void add_case_routes() {
    for (const auto& [below, text] :
         {std::pair{"/case", &case_}, {"/openapi.json", &openapi_}, {"/studies", &studies_}})
      route("GET", below, http::work_place::at_once, [text = text](const auto&) {
        return http::http_answer{200, json_type, http::http_constant{*text}, {}};
      });
  }

  void add_run_routes() {
    using enum http::work_place;
    route("GET", "/runs", short_work, [this](const auto&) {
      auto list = nlohmann::json::array();
      for (const auto& run : store_.all()) list.push_back(to_json(run));
      return sent({200, list});
    });
    const auto start = [this](const wanted_run& wanted, const http::http_request& request) {
      return sent(start_run(wanted, request.body, data_, options_.case_folder, store_, queue_));
    };
    route("POST", "/runs", short_work, [start](const auto& request) {
      return start({"", "run"}, request);
    });
    route("POST", "/simulations", short_work, [start](const auto& request) {
      return start({"", "simulation"}, request);
    });
    route("POST", "/studies/{study}", short_work, [start](const auto& request) {
      return start({request.parts[0], ""}, request);
    });
    add_run_route("GET", "", short_work, [](const auto& run, const auto&) {
      return sent({200, to_json(run)});
    });
    add_run_route("DELETE", "", short_work, [this](const auto& run, const auto&) {
      return store_.remove(run.id)
                 ? http::http_answer{204, "", "", {}}
                 : refused(409, "id", "this run is not finished", "cancel it first");
    });
    add_run_route("POST", "/cancel", short_work, [this](const auto& run, const auto&) {
      if (!queue_.cancel(run.id)) return refused(409, "id", "this run is finished already");
      const auto now = store_.find(run.id);
      return sent({202, to_json(now ? *now : run)});
    });
    add_run_route("POST", "/name", short_work, [this](const auto& run, const auto& request) {
      return sent(rename_run(run.id, request.body, store_));
    });
    add_run_route("GET", "/events", short_work, [](const auto& run, const auto&) {
      return http::http_answer{
          200, "text/event-stream", http::http_events{run.id}, {{"Cache-Control", "no-store"}}};
    });
  }

  void add_result_routes() {
    add_result_route("/tables",
                     [](const auto& result, const auto&) { return sent(tables_of(result)); });
    add_result_route("/tables/{table}", [](const auto& result, const auto& request) {
      wanted_rows wanted;
      for (const auto& [name, number] :
           {std::pair{"limit", &wanted.limit}, {"offset", &wanted.offset}}) {
        if (!http::has(request.parameters, name)) continue;
        const auto text = http::value_of(request.parameters, name);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
        if (error != std::errc{} || end != text.data() + text.size() || *number > 1'000'000'000)
          return refused(400, name, "this is not a number of rows",
                         "a whole number, 0 to 1000000000");
      }
      wanted.column = http::value_of(request.parameters, "column");
      wanted.value = http::value_of(request.parameters, "value");
      return sent(rows_of(result, request.parts[1], wanted));
    });
    add_result_route("/links", [this](const auto& result, const auto&) {
      return sent(links_of(result, data_));
    });
    add_result_route("/paths", [](const auto& result, const auto& request) {
      const auto& given = request.parameters;
      return sent(paths_of(result, {http::value_of(given, "from"), http::value_of(given, "to"),
                                    http::value_of(given, "commodity")}));
    });
    add_result_route("/file", [this](const auto& result, const auto& request) {
      auto file = http::http_file::open(result.string());
      const auto run = store_.find(request.parts[0]);
      if (!file || !run) return refused(404, "id", "the file is gone");
      return http::http_answer{200,
                               "application/geopackage+sqlite3",
                               std::move(file),
                               {{"Content-Disposition", content_disposition(run->name)}}};
    });
    for (const auto& [path, answer_to] :
         {std::pair{"/compare", &compare}, {"/compare/places", &compare_places}})
      route("GET", path, http::work_place::long_work,
            [this, answer_to = answer_to](const http::http_request& request) {
              return compared(request, answer_to);
            });
  }

  http::http_answer compared(const http::http_request& request,
                             decltype(&compare) answer_to) const {
    std::vector<std::filesystem::path> results;
    for (const char* name : {"from", "to"}) {
      const auto run = store_.find(http::value_of(request.parameters, name));
      if (!run || run->state != run_state::done)
        return refused(404, name, "there is no such finished run", "the id of a run that is done");
      results.push_back(store_.result_of(run->id));
    }
    return sent(answer_to(results[0], results[1]));
  }

  void add_page() {
    const auto add = [this](const std::string& path, std::string_view content, const char* type) {
      server_.route("GET", path, http::work_place::at_once, [content, type](const auto&) {
        return http::http_answer{200, type, http::http_constant{content}, {}};
      });
    };
    for (const auto& file : web_files()) {
      add(std::string(file.path), file.content, type_of(file.path));
      if (file.path == "/index.html") add("/", file.content, type_of(file.path));
    }
    if (web_files().empty())
      add("/",
          "This program was built without Node.js, so it has no page; its API is at "
          "/api/openapi.json.\n",
          "text/plain; charset=utf-8");
  }

  server_options options_;
  cases::case_data data_;
  std::string case_, openapi_, studies_;  // as they are sent
  run_store store_;
  run_queue queue_;
  http::http_server server_;
  std::atomic<bool> stopping_ = false;
  int port_ = -1;
};

}  // namespace

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

bool serve(const server_options& options, const std::function<void(int)>& ready,
           diagnostics& report) {
  auto data = cases::read_case(options.case_folder, {}, report);
  if (!data) return false;
  try {
    const folder_lock lock(options.runs_folder);
    if (!lock.held()) {
      report.error(options.runs_folder.string(), 0, "--runs", "",
                   "another amur serve keeps its runs here", "a folder of its own for each server");
      return false;
    }
    return web_server(options, std::move(*data), report).listen(ready, report);
  } catch (const std::filesystem::filesystem_error& problem) {
    report.error(options.runs_folder.string(), 0, "--runs", "",
                 "runs can't be kept here: " + problem.code().message(), "a folder to write to");
    return false;
  }
}

void stop() {
  if (auto* server = running.load()) server->stop();
}

}  // namespace amur::serve
