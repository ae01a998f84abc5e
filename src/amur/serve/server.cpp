#include "amur/serve/server.h"

#include <httplib.h>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>

#include "amur/io/case_reader.h"
#include "amur/serve/analysis.h"
#include "amur/serve/api.h"
#include "amur/serve/web_files.h"

namespace amur::serve {
namespace {

constexpr std::size_t longest_body = 1 << 20, request_threads = 32;
constexpr time_t seconds_to_read = 5;
// The page runs on this program's own files alone.
constexpr const char* content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src "
    "'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

std::atomic<httplib::Server*> running{nullptr};

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

class web_server {
 public:
  web_server(const server_options& options, model::case_data data)
      : options_(options),
        data_(std::move(data)),
        case_(case_json(data_, options.case_folder)),
        store_(options.runs_folder),
        queue_(store_, options.case_folder, options.version, options.threads) {
    server_.new_task_queue = [] { return new httplib::ThreadPool(request_threads); };
    server_.set_payload_max_length(longest_body);
    server_.set_read_timeout(seconds_to_read);
    server_.set_write_timeout(seconds_to_read);
    server_.set_keep_alive_max_count(1000);
    server_.set_default_headers({{"X-Content-Type-Options", "nosniff"},
                                 {"Referrer-Policy", "no-referrer"},
                                 {"Content-Security-Policy", content_policy}});
    server_.set_pre_routing_handler([this](const auto& request, auto& response) {
      return refuse(request, response) ? httplib::Server::HandlerResponse::Handled
                                       : httplib::Server::HandlerResponse::Unhandled;
    });
    server_.set_exception_handler([](const auto&, auto& response, std::exception_ptr) {
      send(response, error_answer(500, "", "this request can't be answered"));
    });
    server_.set_error_handler(httplib::Server::HandlerWithResponse([](const auto&, auto& response) {
      if (response.body.empty())
        send(response, error_answer(response.status, "",
                                    response.status == 404   ? "there is nothing here"
                                    : response.status == 413 ? "the request is too large"
                                                             : "this request can't be answered"));
      return httplib::Server::HandlerResponse::Handled;
    }));
    add_case_routes();
    add_run_routes();
    add_result_routes();
    add_page();
  }

  bool listen(const std::function<void(int)>& ready, diagnostics& report) {
    port_ = options_.port == 0 ? server_.bind_to_any_port(options_.host.c_str())
            : server_.bind_to_port(options_.host.c_str(), options_.port) ? options_.port
                                                                         : -1;
    if (port_ < 0) {
      report.error("", 0, "--port", fmt::format("{}:{}", options_.host, options_.port),
                   "this address can't be served on; is another program there?",
                   "a free port, or 0 for any");
      return false;
    }
    running = &server_;
    if (options_.solve_base && store_.all().empty()) {
      stored_run base;
      base.kind = "run";
      base.name = "Base";
      base.analysis = usual_analysis(data_);
      queue_.add(store_.add(base).id);
    }
    ready(port_);
    const bool good = server_.listen_after_bind();
    running = nullptr;
    stopping_ = true;
    return good;
  }

 private:
  // A body given as a whole would be compressed by httplib as tightly as Brotli can, two seconds
  // for a megabyte; one that is provided goes out as it is.
  static void send_as_is(httplib::Response& response, std::string_view body, const char* type,
                         std::shared_ptr<const std::string> owner = nullptr) {
    if (body.empty()) return response.set_content("", type);
    response.set_content_provider(
        body.size(), type,
        [body, owner = std::move(owner)](std::size_t offset, std::size_t length,
                                         httplib::DataSink& sink) {
          return sink.write(body.data() + offset, length);
        });
  }

  static void send(httplib::Response& response, const answer& answer) {
    response.status = answer.status;
    auto body = std::make_shared<const std::string>(json_text(answer.body));
    constexpr const char* json = "application/json";
    // The handler of errors tells those that were answered by their body.
    if (answer.status >= 400) return response.set_content(*body, json);
    send_as_is(response, *body, json, body);
  }

  // Requests that a page of another origin, or another name for this address, may have made; and
  // those without the token.
  bool refuse(const httplib::Request& request, httplib::Response& response) const {
    const auto host = request.get_header_value("Host");
    const auto with_port = [this](const std::string& name) {
      return fmt::format("{}:{}", name, port_);
    };
    std::vector<std::string> own = {with_port(options_.host)};
    if (is_loopback(options_.host))
      for (const char* name : {"127.0.0.1", "localhost", "[::1]"}) own.push_back(with_port(name));
    const auto is_own = [&](const std::string& name) {
      return std::find(own.begin(), own.end(), name) != own.end();
    };
    // Off loopback the machine may have any name; there the token guards.
    if (is_loopback(options_.host) && !is_own(host)) {
      send(response, error_answer(403, "Host", "this server has no such name", own.front()));
      return true;
    }
    if (request.has_header("Origin")) {
      const auto origin = request.get_header_value("Origin");
      if (origin != "http://" + host && origin != "https://" + host) {
        send(response,
             error_answer(403, "Origin", "pages of other origins are refused", "http://" + host));
        return true;
      }
    }
    if (request.path.starts_with("/api/") && !options_.token.empty()) {
      const auto given = request.get_header_value("Authorization");
      const bool good = same_secret(given, "Bearer " + options_.token) ||
                        same_secret(request.get_param_value("token"), options_.token);
      if (!good) {
        send(response, error_answer(401, "Authorization", "the token is missing or wrong",
                                    "Bearer and the token that the server printed"));
        return true;
      }
    }
    // A form of another page can't send this type without asking first.
    if (request.method == "POST" &&
        !request.get_header_value("Content-Type").starts_with("application/json")) {
      send(response, error_answer(415, "Content-Type", "only JSON is taken", "application/json"));
      return true;
    }
    return false;
  }

  // The run named by the first part of the path that varies; answers 404 itself.
  std::optional<stored_run> run_in(const httplib::Request& request, httplib::Response& response) {
    auto run = store_.find(request.matches[1]);
    if (!run) send(response, error_answer(404, "id", "there is no such run"));
    return run;
  }
  std::optional<std::filesystem::path> result_in(const httplib::Request& request,
                                                 httplib::Response& response) {
    const auto run = run_in(request, response);
    if (!run) return std::nullopt;
    if (run->state == run_state::done) return store_.result_of(run->id);
    send(response, error_answer(409, "id", "this run has no result", "a run that is done"));
    return std::nullopt;
  }

  void add_case_routes() {
    server_.Get("/api/case", [this](const auto&, auto& response) {
      send(response, {200, case_});
    });
    server_.Get("/api/openapi.json", [this](const auto&, auto& response) {
      send(response, {200, openapi(options_.version)});
    });
  }

  void add_run_routes() {
    server_.Get("/api/runs", [this](const auto&, auto& response) {
      auto list = nlohmann::json::array();
      for (const auto& run : store_.all()) list.push_back(to_json(run));
      send(response, {200, list});
    });
    for (const auto& [path, kind] :
         {std::pair{"/api/runs", "run"}, {"/api/simulations", "simulation"}})
      server_.Post(path, [this, kind = std::string(kind)](const auto& request, auto& response) {
        send(response, start_run(kind, request.body, data_, options_.case_folder, store_, queue_));
      });
    server_.Get(R"(/api/runs/(\d{1,9}))", [this](const auto& request, auto& response) {
      if (const auto run = run_in(request, response)) send(response, {200, to_json(*run)});
    });
    server_.Delete(R"(/api/runs/(\d{1,9}))", [this](const auto& request, auto& response) {
      const auto run = run_in(request, response);
      if (!run) return;
      if (store_.remove(run->id))
        response.status = 204;
      else
        send(response, error_answer(409, "id", "this run is not finished", "cancel it first"));
    });
    server_.Post(R"(/api/runs/(\d{1,9})/cancel)", [this](const auto& request, auto& response) {
      const auto run = run_in(request, response);
      if (!run) return;
      if (queue_.cancel(run->id))
        send(response, {202, to_json(*store_.find(run->id))});
      else
        send(response, error_answer(409, "id", "this run is finished already"));
    });
    server_.Get(R"(/api/runs/(\d{1,9})/events)", [this](const auto& request, auto& response) {
      const auto run = run_in(request, response);
      if (!run) return;
      response.set_header("Cache-Control", "no-store");
      response.set_chunked_content_provider(
          "text/event-stream", [this, id = run->id, seen = std::uint64_t{0}, last = std::string()](
                                   std::size_t, httplib::DataSink& sink) mutable {
            const auto now = store_.find(id);
            const auto text = now ? "data: " + json_text(to_json(*now)) + "\n\n" : std::string();
            if (text != last) {
              if (!sink.write(text.data(), text.size())) return false;
            } else if (const std::string_view alive = ":\n\n";
                       !sink.write(alive.data(), alive.size())) {
              return false;
            }
            last = text;
            if (!now || now->finished() || stopping_) {
              sink.done();
              return true;
            }
            seen = queue_.wait_for_change(seen);
            return true;
          });
    });
  }

  void add_result_routes() {
    server_.Get(R"(/api/runs/(\d{1,9})/tables)", [this](const auto& request, auto& response) {
      if (const auto result = result_in(request, response)) send(response, tables_of(*result));
    });
    server_.Get(R"(/api/runs/(\d{1,9})/tables/(\w{1,64}))", [this](const auto& request,
                                                                   auto& response) {
      const auto result = result_in(request, response);
      if (!result) return;
      std::size_t numbers[2] = {1000, 0};
      const char* const names[2] = {"limit", "offset"};
      for (std::size_t i = 0; i < 2; ++i) {
        if (!request.has_param(names[i])) continue;
        const auto text = request.get_param_value(names[i]);
        const auto [end, error] =
            std::from_chars(text.data(), text.data() + text.size(), numbers[i]);
        if (error != std::errc{} || end != text.data() + text.size() || numbers[i] > 1'000'000'000)
          return send(response, error_answer(400, names[i], "this is not a number of rows",
                                             "a whole number, 0 to 1000000000"));
      }
      send(response, rows_of(*result, request.matches[2],
                             {numbers[0], numbers[1], request.get_param_value("column"),
                              request.get_param_value("value")}));
    });
    server_.Get(R"(/api/runs/(\d{1,9})/links)", [this](const auto& request, auto& response) {
      if (const auto result = result_in(request, response))
        send(response, links_of(*result, data_));
    });
    server_.Get(R"(/api/runs/(\d{1,9})/paths)", [this](const auto& request, auto& response) {
      if (const auto result = result_in(request, response))
        send(response, paths_of(*result, {request.get_param_value("from"),
                                          request.get_param_value("to"),
                                          request.get_param_value("commodity")}));
    });
    server_.Get(R"(/api/runs/(\d{1,9})/file)", [this](const auto& request, auto& response) {
      const auto result = result_in(request, response);
      if (!result) return;
      diagnostics report;
      auto in = std::make_shared<std::ifstream>(*result, std::ios::binary);
      std::error_code problem;
      const auto size = std::filesystem::file_size(*result, problem);
      if (problem) return send(response, error_answer(404, "id", "the file is gone"));
      response.set_header("Content-Disposition", "attachment; filename=\"result.gpkg\"");
      response.set_content_provider(
          size, "application/geopackage+sqlite3",
          [in](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
            std::vector<char> part(std::min<std::size_t>(length, 1 << 16));
            in->seekg(static_cast<std::streamoff>(offset));
            in->read(part.data(), static_cast<std::streamsize>(part.size()));
            return in->gcount() > 0 &&
                   sink.write(part.data(), static_cast<std::size_t>(in->gcount()));
          });
    });
    for (const auto& [path, answer_to] :
         {std::pair{"/api/compare", &compare}, {"/api/compare/places", &compare_places}})
      server_.Get(path, [this, answer_to = answer_to](const auto& request, auto& response) {
        std::filesystem::path results[2];
        const char* const names[2] = {"from", "to"};
        for (std::size_t i = 0; i < 2; ++i) {
          const auto run = store_.find(request.get_param_value(names[i]));
          if (!run || run->state != run_state::done)
            return send(response, error_answer(404, names[i], "there is no such finished run",
                                               "the id of a run that is done"));
          results[i] = store_.result_of(run->id);
        }
        send(response, answer_to(results[0], results[1]));
      });
  }

  void add_page() {
    for (const auto& file : web_files()) {
      const auto give = [file](const auto&, auto& response) {
        send_as_is(response, file.content, type_of(file.path));
      };
      // Paths are plain: letters, digits, '/', '-', '_' and '.', of which only the last means
      // something in a pattern.
      std::string pattern;
      for (const char c : file.path) pattern += c == '.' ? std::string("\\.") : std::string(1, c);
      server_.Get(pattern, give);
      if (file.path == "/index.html") server_.Get("/", give);
    }
    if (web_files().empty())
      server_.Get("/", [](const auto&, auto& response) {
        response.set_content(
            "This program was built without Node.js, so it has no page; its API is at "
            "/api/openapi.json.\n",
            "text/plain; charset=utf-8");
      });
  }

  server_options options_;
  model::case_data data_;
  nlohmann::json case_;  // as the page wants it
  run_store store_;
  run_queue queue_;
  httplib::Server server_;
  std::atomic<bool> stopping_ = false;
  int port_ = -1;
};

}  // namespace

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

bool serve(const server_options& options, const std::function<void(int)>& ready,
           diagnostics& report) {
  auto data = io::read_case(options.case_folder, {}, report);
  if (!data) return false;
  try {
    return web_server(options, std::move(*data)).listen(ready, report);
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
