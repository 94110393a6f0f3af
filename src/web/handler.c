/* From a request to its answer: parameters are read, the route is run, and errors are reported in the route's
 * form. Answers from the index have an ETag that is known before the search. So no search is needed for what
 * a client already has, nor for what is still in the cache. */
#include "web/handler.h"
#include "base/log.h"
#include "base/url.h"
#include "text/text.h"
#include "web/headers.h"
#include "web/operator.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define HTML    "text/html; charset=utf-8"
#define PLAIN   "text/plain; charset=utf-8"
#define PROBLEM "application/problem+json"

enum { DEEPEST = 32, ROOT_SIZE = 3 + 3 * DEEPEST, LASTING = 3600 /* seconds to cache a file */ };

/* A request that is being answered. */
struct asking {
  struct server *server;
  const http_request *asked;
  const char *path; /* below the prefix */
  char *made_path;  /* the allocated part of `path`, or NULL */
  struct request request;
  sse_status status; /* of reading the parameters; `err` is its error */
  sse_error err;
  char root[ROOT_SIZE];
  char *base; /* NULL if memory was short */
  struct call call;
  answer_kind kind;
  http_answer *answer;
  bool was_missed;   /* the search found nothing */
  bool has_language; /* the answer is in the reader's language, though it is no page */
};

/* ---- Requests ----------------------------------------------------------------------------------- */

/* The path below the prefix. A proxy may pass the prefix on or remove it. */
static const char *path_below(sse_str prefix, const char *path) {
  bool has_prefix = prefix.length > 0 && strncmp(path, prefix.data, prefix.length) == 0;
  return has_prefix && (path[prefix.length] == '/' || !path[prefix.length]) ? path + prefix.length : path;
}

/* Writes the relative link from a path to the root of the search: one step up for each slash but the
 * first. */
static void write_root(const char *path, char root[ROOT_SIZE]) {
  size_t length = 2;
  memcpy(root, "./", 3);
  for (const char *at = *path ? strchr(path + 1, '/') : NULL; at && length + 4 < ROOT_SIZE;
       at = strchr(at + 1, '/')) {
    memcpy(root + length, "../", 4);
    length += 3;
  }
}

static bool is_below(const char *path, const char *folder) {
  size_t length = strlen(folder);
  return strncmp(path, folder, length) == 0 && (!path[length] || path[length] == '/');
}

/* Maps /v1, the versioned name of the API, to /api. The caller frees `*made`. NULL if memory is short. */
static const char *path_unversioned(const char *path, char **made) {
  sse_buffer api = {0};
  *made = NULL;
  if (!is_below(path, "/v1")) return path;
  sse_buffer_append_text(&api, "/api");
  sse_buffer_append_text(&api, path + strlen("/v1"));
  if (api.failed) sse_buffer_reset(&api);
  return *made = api.data;
}

/* The base address of the pages as the client sees it. */
static char *base_of(const struct server *server, const http_request *request) {
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]_";
  const char *url = server->options->url, *host = http_header(request, "Host");
  sse_buffer base = {0};
  if (url) {
    size_t length = strlen(url);
    while (length > 0 && url[length - 1] == '/')
      length--;
    sse_buffer_append(&base, url, length);
  } else {
    bool is_plain = host && *host && strspn(host, allowed) == strlen(host);
    sse_buffer_printf(&base, "http://%s", is_plain ? host : "localhost");
  }
  if (!base.failed) return base.data;
  sse_buffer_reset(&base);
  return NULL;
}

/* Reads a parameter. The first error is kept, but reported only after all have been read, in the language
 * that a later parameter may ask for. */
static void take_parameter(struct asking *asking, const http_pair *parameter) {
  sse_error err;
  sse_status status = request_take(&asking->request, parameter->name, parameter->value, &err);
  if (!status || asking->status) return;
  asking->status = status;
  asking->err = err;
}

static void asking_begin(struct asking *asking, struct server *server, const http_request *asked,
                         http_answer *answer) {
  *asking = (struct asking){.server = server, .asked = asked, .answer = answer};
  asking->path = path_unversioned(path_below(server->prefix, asked->path), &asking->made_path);
  asking->base = base_of(server, asked);
  if (!asking->path || !asking->base) asking->status = sse_fail_memory(&asking->err);
  if (!asking->path) asking->path = "/api";
  write_root(asking->path, asking->root);
  request_init(&asking->request);
  asking->request.language = messages_choose(http_header(asked, "Accept-Language"));
  for (size_t i = 0; i < asked->parameter_count; i++)
    take_parameter(asking, &asked->parameters[i]);
  asking->call = (struct call){.options = server->options,
                               .brand = &server->brand,
                               .request = &asking->request,
                               .pool = server->pool,
                               .was_missed = &asking->was_missed,
                               .answer = answer,
                               .root = asking->root,
                               .base = asking->base ? asking->base : ""};
}

/* Adds the headers that depend on the status. All pages are in the reader's language, including error pages
 * at addresses for programs. */
static void asking_end(struct asking *asking) {
  http_answer *answer = asking->answer;
  bool is_page = answer->type && strncmp(answer->type, HTML, sizeof "text/html" - 1) == 0;
  if (is_page || asking->has_language) {
    answer->language = messages_tag(asking->request.language);
    if (answer->vary) http_add_header(answer, "Vary", answer->vary);
    answer->vary = "Accept-Language";
  }
  headers_add(asking->server->options, asking->asked, asking->kind, answer);
  request_reset(&asking->request);
  free(asking->base);
  free(asking->made_path);
}

/* ---- Errors ------------------------------------------------------------------------------------- */

/* The kind of the answers at a path. Errors of unknown paths below the API are in its form, too. */
static answer_kind kind_of(const struct asking *asking, const struct route *route) {
  const bool is_operator = !asking->server->options->metrics && operator_has(asking->path);
  return is_below(asking->path, "/api") ? ANSWER_API
         : is_operator                  ? ANSWER_PLAIN
         : route                        ? route->kind
                                        : ANSWER_PAGE;
}

/* A copy of the error whose message is valid UTF-8, which may not be true of one that quotes a request. */
static sse_error clean_error(const sse_error *error) {
  sse_error clean = {.status = error->status}, ignored;
  sse_buffer message = {0};
  size_t repaired;
  if (text_clean(sse_str_of(error->message), &message, &repaired, &ignored) == SSE_OK &&
      message.length < sizeof clean.message && message.data)
    memcpy(clean.message, message.data, message.length + 1);
  sse_buffer_reset(&message);
  return clean;
}

/* Reports an error instead of the answer begun. */
static void write_error(struct asking *asking, unsigned code, const sse_error *told) {
  static const char *const types[] = {[ANSWER_PAGE] = HTML, [ANSWER_API] = PROBLEM, [ANSWER_PLAIN] = PLAIN};
  const sse_error clean = clean_error(told), *error = &clean;
  http_answer *answer = asking->answer;
  struct call *call = &asking->call;
  sse_error ignored;
  http_answer_reset(answer);
  answer->status = code;
  answer->type = types[asking->kind];
  asking->has_language = asking->kind == ANSWER_PLAIN;
  call->out = open_memstream(&answer->body, &answer->length);
  if (!call->out) return;
  if (asking->kind == ANSWER_API) {
    (void)api_problem(call->out, code, error, &ignored); /* without memory, the status must do */
  } else if (asking->kind == ANSWER_PLAIN) {
    error_page_text(call, code, error);
  } else {
    error_page(call, code, error);
  }
  (void)fclose(call->out); /* as above */
}

/* Reports an error. Internal ones go to the log; clients need not know where the index is. */
static void tell_error(struct asking *asking, sse_error *error) {
  unsigned code = answer_status(error->status);
  if (code == ANSWER_BROKEN) {
    sse_log(SSE_LOG_ERROR, "%s", error->message);
    (void)sse_fail(error, error->status, "the index cannot be searched at the moment");
  }
  write_error(asking, code, error);
}

void handler_refuse(void *context, const http_request *request, unsigned status, const char *why,
                    http_answer *answer) {
  struct asking asking;
  sse_error err = {0};
  asking_begin(&asking, context, request, answer);
  asking.kind = kind_of(&asking, route_find(asking.path, &asking.call.rest));
  bool is_preflight = status == ANSWER_BAD_METHOD && strcmp(request->method, "OPTIONS") == 0 &&
                      asking.kind == ANSWER_API && headers_preflight(asking.server->options, answer);
  if (!is_preflight) {
    (void)sse_fail(&err, SSE_INVALID, "%s", why);
    write_error(&asking, status, &err);
  }
  asking_end(&asking);
}

/* ---- Routes ------------------------------------------------------------------------------------- */

/* Appends everything that an answer of that generation of the index depends on, including the reader's
 * language if people read it. */
static void write_key(const struct asking *asking, uint64_t generation, sse_buffer *key) {
  const struct call *call = &asking->call;
  const bool is_for_people = asking->kind == ANSWER_PAGE || asking->has_language;
  struct request request = *call->request; /* a shallow copy */
  sse_date today = sse_date_today();
  if (!is_for_people) request.has_language = false;
  sse_buffer_printf(key, "%016llx %016llx %04d%02d%02d %s ", (unsigned long long)asking->server->identity,
                    (unsigned long long)generation, today.year, today.month, today.day,
                    is_for_people ? messages_tag(request.language) : "");
  sse_buffer_append(key, asking->path, strlen(asking->path) + 1);
  sse_buffer_append(key, call->base, strlen(call->base) + 1);
  request_key(&request, key);
}

/* Writes a weak tag (RFC 9110, 8.8.1): the search time in an answer differs each time, and it may be
 * compressed. No tag if memory was short. */
static void write_tag(const sse_buffer *of, http_answer *answer) {
  if (!of->failed)
    (void)snprintf(answer->tag, HTTP_TAG_SIZE, "W/\"%016llx\"",
                   (unsigned long long)XXH3_64bits(of->data, of->length));
}

/* Runs the route; its output goes to memory. */
static sse_status write_body(const struct route *route, struct asking *asking, sse_error *err) {
  struct call *call = &asking->call;
  call->out = open_memstream(&asking->answer->body, &asking->answer->length);
  if (!call->out) return sse_fail_memory(err);
  sse_status status = route->answer(call, err);
  bool failed = ferror(call->out) != 0;
  failed = fclose(call->out) != 0 || failed;
  return failed && !status ? sse_fail_memory(err) : status;
}

/* The answer of a route that needs no index, usually a file. */
static sse_status answer_alone(const struct route *route, struct asking *asking, sse_error *err) {
  http_answer *answer = asking->answer;
  sse_status status = write_body(route, asking, err);
  if (!status) write_tag(&(const sse_buffer){.data = answer->body, .length = answer->length}, answer);
  return status;
}

/* Runs the route with an index, and caches the answer under `key`, which is of `generation`. It is not cached
 * if the index taken is of another generation or was replaced meanwhile, even while it was opened: the answer
 * could then be from either. */
static sse_status answer_request(const struct route *route, struct asking *asking, uint64_t generation,
                                 const sse_buffer *key, sse_error *err) {
  struct server *server = asking->server;
  struct call *call = &asking->call;
  sse_buffer actual = {0};
  sse_status status = pool_take(server->pool, server->options->time_limit, &call->index, err);
  if (status) return status;
  write_key(asking, call->index->generation, &actual);
  write_tag(&actual, asking->answer);
  sse_buffer_reset(&actual);
  status = write_body(route, asking, err);
  bool is_current = call->index->generation == generation && pool_generation(server->pool) == generation;
  pool_give(server->pool, call->index);
  if (!status && is_current && !key->failed && !asking->was_missed)
    cache_keep(server->cache, sse_buffer_str(key), (sse_str){asking->answer->body, asking->answer->length});
  return status;
}

/* The answer of a route that needs the index: 304 if the client has it, else the cached one or a new one. */
static sse_status answer_index(const struct route *route, struct asking *asking, sse_error *err) {
  struct server *server = asking->server;
  http_answer *answer = asking->answer;
  const uint64_t generation = pool_generation(server->pool);
  sse_buffer key = {0};
  sse_status status = SSE_OK;
  write_key(asking, generation, &key);
  write_tag(&key, answer);
  if (http_is_known(asking->asked, answer->tag)) {
    answer->status = ANSWER_UNCHANGED;
  } else {
    bool is_kept =
        !key.failed && cache_find(server->cache, sse_buffer_str(&key), &answer->body, &answer->length);
    if (server->cache) atomic_fetch_add(is_kept ? &server->hits : &server->misses, 1);
    if (!is_kept) status = answer_request(route, asking, generation, &key, err);
  }
  sse_buffer_reset(&key);
  return status;
}

/* Begins a stream, unless the client already has what it would send. */
static sse_status answer_stream(const struct route *route, struct asking *asking, sse_error *err) {
  sse_buffer key = {0};
  write_key(asking, pool_generation(asking->server->pool), &key);
  write_tag(&key, asking->answer);
  sse_buffer_reset(&key);
  if (!http_is_known(asking->asked, asking->answer->tag)) return route->answer(&asking->call, err);
  asking->answer->status = ANSWER_UNCHANGED;
  return SSE_OK;
}

static sse_status answer_route(const struct route *route, struct asking *asking, sse_error *err) {
  if (route->has_page) asking->answer->vary = "Accept";
  if (route->has_page && !*request_text_of(&asking->request, REQUEST_FORMAT) &&
      http_prefers(asking->asked, "text/html", "application/json")) {
    sse_status status = request_take(&asking->request, request_name_of(REQUEST_FORMAT), "html", err);
    if (status) return status;
  }
  if (!route_type(route, &asking->request, &asking->answer->type))
    return sse_fail(err, SSE_INVALID, "there is no such 'format' here; see /api");
  if (route->is_asked_by_people) asking->call.missed = asking->server->missed;
  asking->answer->max_age = route->is_lasting ? LASTING : 0;
  asking->has_language = route->has_language;
  if (route->is_streamed) return answer_stream(route, asking, err);
  return route->needs_index ? answer_index(route, asking, err) : answer_alone(route, asking, err);
}

/* Checks for what a program would not notice: parameters without a meaning, filters that match nothing. */
static sse_status check_strictly(const struct request *request, const struct route *route, sse_error *err) {
  const char *date = request_text_of(request, REQUEST_DATE);
  sse_str tag;
  if (*request->unknown)
    return sse_fail(err, SSE_INVALID, "there is no parameter '%s'; see /api", request->unknown);
  for (unsigned which = 0; which < REQUEST_PARAMETERS; which++)
    if (request->given & ~route->takes & REQUEST_BIT(which))
      return sse_fail(err, SSE_INVALID, "'%s' has no effect here; see /api", request_name_of(which));
  if (*date && !query_is_range(date))
    return sse_fail(
        err, SSE_INVALID,
        "'date' must be a date such as 2023, 2023-07-25 or -30d, or a range such as 2023-06..2023-08");
  for (size_t position = 0; request_next_value(request, REQUEST_LANG, &position, &tag);)
    if (!text_is_language_tag(tag))
      return sse_fail(err, SSE_INVALID, "'lang' must be a language tag, such as fr or pt-BR");
  return SSE_OK;
}

/* Checks a request before its route runs. */
static sse_status check_asked(struct asking *asking, const struct route *route, sse_error *err) {
  const char *unknown = asking->request.unknown;
  if (!route) return sse_fail(err, SSE_NOT_FOUND, "there is nothing at this address");
  if (asking->status) {
    *err = asking->err;
    return asking->status;
  }
  if (asking->request.has_field) {
    query_notes_add(&asking->request.faults, "not-a-parameter",
                    "there is no parameter '%s'; write %s:VALUE in q", unknown, unknown);
    return sse_fail(err, SSE_INVALID, "there is no parameter '%s'; write %s:VALUE in q", unknown, unknown);
  }
  return route->is_strict ? check_strictly(&asking->request, route, err) : SSE_OK;
}

/* Redirects the prefix itself to the folder, since links are relative to that. Returns false for other
 * paths. */
static bool answer_folder(struct asking *asking) {
  static const char query[] = "/?:@!$&'()*+,;=%"; /* and unreserved ones: all of a query (RFC 3986) */
  http_answer *answer = asking->answer;
  sse_buffer place = {0};
  if (*asking->path) return false;
  sse_buffer_append_str(&place, asking->server->prefix);
  sse_buffer_append_text(&place, asking->asked->query ? "/?" : "/");
  if (asking->asked->query) sse_url_append_encoded(&place, asking->asked->query, query);
  answer->status = place.failed ? ANSWER_UNAVAILABLE : ANSWER_MOVED;
  asking->kind = ANSWER_PLAIN;
  answer->type = PLAIN;
  answer->location = place.data;
  return true;
}

static void answer_path(struct asking *asking) {
  sse_error err = {0};
  const struct route *route = route_find(asking->path, &asking->call.rest);
  asking->kind = kind_of(asking, route);
  sse_status status = check_asked(asking, route, &err);
  if (!status && route) status = answer_route(route, asking, &err);
  if (status == SSE_TIMEOUT) atomic_fetch_add(&asking->server->cut_off, 1);
  if (status) tell_error(asking, &err);
}

void handler_answer(void *context, const http_request *request, http_answer *answer) {
  struct asking asking;
  asking_begin(&asking, context, request, answer);
  if (!asking.server->options->metrics && operator_answer(asking.server, asking.path, answer)) {
    asking.kind = ANSWER_PLAIN;
  } else if (!answer_folder(&asking)) {
    answer_path(&asking);
  }
  asking_end(&asking);
}
