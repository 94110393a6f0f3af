/* Who answers a path, and what becomes of errors. An answer of the index is known by an ETag, so that what a
 * client has already is not searched for again; nor is what another was answered, while it is kept. */
#include "web/reply.h"
#include "base/log.h"
#include "base/url.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define HTML    "text/html; charset=utf-8"
#define PLAIN   "text/plain; charset=utf-8"
#define PROBLEM "application/problem+json"

enum { DEEPEST = 32, ROOT_SIZE = 3 + 3 * DEEPEST };

/* The path below the prefix, which a proxy passes on or has taken away. */
static const char *path_below(sse_str prefix, const char *path) {
  bool is_below = prefix.length > 0 && strncmp(path, prefix.data, prefix.length) == 0;
  return is_below && (path[prefix.length] == '/' || !path[prefix.length]) ? path + prefix.length : path;
}

/* From a path to the folder of the search: a step up for each slash but the first. */
static void write_root(const char *path, char root[ROOT_SIZE]) {
  size_t length = 2;
  memcpy(root, "./", 3);
  for (const char *at = *path ? strchr(path + 1, '/') : NULL; at && length + 4 < ROOT_SIZE;
       at = strchr(at + 1, '/')) {
    memcpy(root + length, "../", 4);
    length += 3;
  }
}

static bool is_api(const char *path) {
  return strncmp(path, "/api", 4) == 0 && (!path[4] || path[4] == '/');
}

/* ---- Errors ------------------------------------------------------------------------------------- */

/* The error with a message that is valid UTF-8, which one that quotes a request need not be. */
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

/* Tells an error instead of what was begun. */
static void write_error(struct call *call, unsigned code, const sse_error *told, struct reply *reply) {
  const sse_error clean = clean_error(told), *error = &clean;
  sse_error ignored;
  free(reply->body);
  *reply = (struct reply){.status = code, .kind = reply->kind};
  reply->type = reply->kind == ANSWER_API ? PROBLEM : HTML;
  call->out = open_memstream(&reply->body, &reply->length);
  if (!call->out) return;
  if (reply->kind == ANSWER_API) {
    (void)api_problem(call->out, code, error, &ignored); /* without memory, the status has to do */
  } else {
    page_error(call, code, error);
  }
  (void)fclose(call->out); /* the same */
}

/* An error of ours is for the log; who asked need not know where the index is. */
static void tell_error(struct call *call, sse_error *error, struct reply *reply) {
  unsigned code = answer_status(error->status);
  if (code == ANSWER_BROKEN) {
    sse_log(SSE_LOG_ERROR, "%s", error->message);
    (void)sse_fail(error, error->status, "the index cannot be searched at the moment");
  }
  write_error(call, code, error, reply);
}

void reply_refuse(const struct server *server, const struct asked *asked, unsigned status, const char *why,
                  struct reply *reply) {
  const char *path = path_below(server->prefix, asked->path);
  char root[ROOT_SIZE];
  struct call call = {.options = server->options,
                      .brand = &server->brand,
                      .request = asked->request,
                      .base = asked->base,
                      .root = root};
  sse_error err = {0};
  write_root(path, root);
  (void)sse_fail(&err, SSE_INVALID, "%s", why);
  reply->kind = is_api(path) ? ANSWER_API : ANSWER_PAGE;
  write_error(&call, status, &err, reply);
}

bool reply_preflight(const struct server *server, const struct asked *asked, struct reply *reply) {
  if (!server->options->cors || !is_api(path_below(server->prefix, asked->path))) return false;
  *reply = (struct reply){.status = ANSWER_NO_CONTENT, .kind = ANSWER_API};
  return true;
}

/* ---- Routes ------------------------------------------------------------------------------------- */

/* All that an answer depends on, of an index of that generation. */
static void write_key(const struct server *server, const struct call *call, const char *path,
                      uint64_t generation, sse_buffer *key) {
  sse_date today = sse_date_today();
  sse_buffer_printf(key, "%016llx %016llx %04d%02d%02d %s ", (unsigned long long)server->identity,
                    (unsigned long long)generation, today.year, today.month, today.day,
                    messages_tag(call->request->language));
  sse_buffer_append(key, path, strlen(path) + 1);
  sse_buffer_append(key, call->base, strlen(call->base) + 1);
  request_key(call->request, key);
}

/* A weak one (RFC 9110, 8.8.1): how long a search took is another each time, and it may come compressed. None
 * where memory was short. */
static void write_tag(const sse_buffer *of, struct reply *reply) {
  if (!of->failed)
    (void)snprintf(reply->tag, REPLY_TAG_SIZE, "W/\"%016llx\"",
                   (unsigned long long)XXH3_64bits(of->data, of->length));
}

/* True where If-None-Match names a tag, by weak comparison (RFC 9110, 8.8.3.2 and 13.1.2). */
static bool is_known(const char *known, const char *tag) {
  const char *quoted = strchr(tag, '"');
  sse_str one;
  for (size_t position = 0; quoted && sse_str_next(sse_str_of(known), ',', &position, &one);) {
    one = sse_str_trim(one); /* our tags have no comma */
    if (sse_str_begins(one, "W/")) one = sse_str_part(one, 2, one.length);
    if (sse_str_equal(one, sse_str_of(quoted))) return true;
  }
  return false;
}

/* True where it is "*": any answer will do, if there is one. */
static bool is_any_known(const char *known) {
  return sse_str_is(sse_str_trim(sse_str_of(known)), "*");
}

/* Runs the route with a stream into memory. */
static sse_status write_body(const struct route *route, struct call *call, struct reply *reply,
                             sse_error *err) {
  call->out = open_memstream(&reply->body, &reply->length);
  if (!call->out) return sse_fail_memory(err);
  sse_status status = route->answer(call, err);
  bool failed = ferror(call->out) != 0;
  failed = fclose(call->out) != 0 || failed;
  return failed && !status ? sse_fail_memory(err) : status;
}

/* The answer of a route that needs no index: a file, most often. */
static sse_status answer_alone(const struct route *route, struct call *call, struct reply *reply,
                               sse_error *err) {
  sse_status status = write_body(route, call, reply, err);
  if (!status) write_tag(&(const sse_buffer){.data = reply->body, .length = reply->length}, reply);
  return status;
}

/* Has the route search, and keeps the answer under `key`, which is of this generation; unless the index is of
 * another, or was swapped meanwhile: while it was opened, even, so that the one was taken for the other. */
static sse_status answer_anew(struct server *server, const struct route *route, const char *path,
                              uint64_t generation, const sse_buffer *key, struct call *call,
                              struct reply *reply, sse_error *err) {
  sse_buffer actual = {0};
  sse_status status = pool_take(server->pool, server->options->time_limit, &call->index, err);
  if (status) return status;
  write_key(server, call, path, call->index->generation, &actual);
  write_tag(&actual, reply);
  sse_buffer_reset(&actual);
  status = write_body(route, call, reply, err);
  bool is_current = call->index->generation == generation && pool_generation(server->pool) == generation;
  pool_give(server->pool, call->index);
  if (!status && is_current && !key->failed)
    cache_keep(server->cache, sse_buffer_str(key), (sse_str){reply->body, reply->length});
  return status;
}

/* The answer of the index: what the client has, what is kept, or a new one. */
static sse_status answer_index(struct server *server, const struct route *route, const char *path,
                               const char *known, struct call *call, struct reply *reply, sse_error *err) {
  const uint64_t generation = pool_generation(server->pool);
  sse_buffer key = {0};
  sse_status status = SSE_OK;
  write_key(server, call, path, generation, &key);
  write_tag(&key, reply);
  if (!is_known(known, reply->tag)) {
    bool is_kept =
        !key.failed && cache_find(server->cache, sse_buffer_str(&key), &reply->body, &reply->length);
    if (server->cache) atomic_fetch_add(is_kept ? &server->metrics.hits : &server->metrics.misses, 1);
    if (!is_kept) status = answer_anew(server, route, path, generation, &key, call, reply, err);
  }
  sse_buffer_reset(&key);
  return status;
}

static sse_status answer_route(struct server *server, const struct route *route, const char *path,
                               const char *known, struct call *call, struct reply *reply, sse_error *err) {
  reply->is_lasting = route->is_lasting;
  if (!route_type(route, call->request, &reply->type))
    return sse_fail(err, SSE_INVALID, "there is no such 'format' here; see /api");
  sse_status status = route->needs_index ? answer_index(server, route, path, known, call, reply, err)
                                         : answer_alone(route, call, reply, err);
  if (!status && (is_any_known(known) || is_known(known, reply->tag))) reply->status = ANSWER_UNCHANGED;
  return status;
}

/* What a program that asks would not notice: a parameter that means nothing, a filter that matches nothing.
 */
static sse_status check_strictly(const struct request *request, const struct route *route, sse_error *err) {
  const char *date = request_text_of(request, REQUEST_DATE);
  sse_str tag;
  if (*request->unknown)
    return sse_fail(err, SSE_INVALID, "there is no parameter '%s'; see /api", request->unknown);
  for (unsigned which = 0; which < REQUEST_PARAMETERS; which++)
    if (request->given & ~route->takes & REQUEST_BIT(which))
      return sse_fail(err, SSE_INVALID, "'%s' means nothing here; see /api", request_name_of(which));
  if (*date && !query_is_date(date))
    return sse_fail(err, SSE_INVALID,
                    "'date' has to be a date such as 2023, 2023-07-25 or -30d, or a range such as "
                    "2023-06..2023-08");
  for (size_t position = 0; request_next_value(request, REQUEST_LANG, &position, &tag);)
    if (!text_is_language_tag(tag))
      return sse_fail(err, SSE_INVALID, "'lang' has to be the tag of a language, such as fr or pt-BR");
  return SSE_OK;
}

/* What is wrong with a request before its route runs. */
static sse_status check_asked(const struct asked *asked, const struct route *route, sse_error *err) {
  const char *unknown = asked->request->unknown;
  if (!route) return sse_fail(err, SSE_NOT_FOUND, "there is nothing at this address");
  if (asked->status) {
    *err = asked->err;
    return asked->status;
  }
  if (asked->request->has_field)
    return sse_fail(err, SSE_INVALID, "there is no parameter '%s'; %s:VALUE is said within q", unknown,
                    unknown);
  return route->is_strict ? check_strictly(asked->request, route, err) : SSE_OK;
}

/* ---- What is no route --------------------------------------------------------------------------- */

/* Health and metrics are answered whatever the index does. */
static bool answer_operator(struct server *server, const char *path, struct reply *reply) {
  bool is_health = strcmp(path, "/healthz") == 0;
  if (!is_health && strcmp(path, "/metrics") != 0) return false;
  FILE *out = open_memstream(&reply->body, &reply->length);
  reply->kind = ANSWER_PLAIN;
  reply->type = is_health ? PLAIN : "text/plain; version=0.0.4; charset=utf-8";
  if (!out) {
    reply->status = ANSWER_UNAVAILABLE;
    return true;
  }
  if (is_health) {
    (void)fputs("ok\n", out); /* fclose tells */
  } else {
    const struct metrics_others others = {pool_swaps(server->pool), pool_waiting(server->pool),
                                          connections_count(server->connections), cache_size(server->cache)};
    metrics_put(&server->metrics, &others, out);
  }
  if (fclose(out) != 0) reply->status = ANSWER_UNAVAILABLE;
  return true;
}

/* The prefix alone is a folder: links are relative to what is below. */
static bool answer_folder(const struct server *server, const struct asked *asked, const char *path,
                          struct reply *reply) {
  static const char query[] = "/?:@!$&'()*+,;=%"; /* with unreserved ones, all that it may have (RFC 3986) */
  sse_buffer place = {0};
  if (*path) return false;
  sse_buffer_append_str(&place, server->prefix);
  sse_buffer_append_text(&place, asked->query ? "/?" : "/");
  if (asked->query) sse_url_append_encoded(&place, asked->query, query);
  reply->status = place.failed ? ANSWER_UNAVAILABLE : ANSWER_MOVED;
  reply->kind = ANSWER_PLAIN;
  reply->type = PLAIN;
  reply->location = place.data;
  return true;
}

void reply_make(struct server *server, const struct asked *asked, struct reply *reply) {
  const char *path = path_below(server->prefix, asked->path);
  char root[ROOT_SIZE];
  struct call call = {.options = server->options,
                      .brand = &server->brand,
                      .request = asked->request,
                      .base = asked->base,
                      .root = root};
  sse_error err = {0};
  if (answer_folder(server, asked, path, reply) || answer_operator(server, path, reply)) return;
  const struct route *route = route_find(path, &call.rest);
  write_root(path, root);
  reply->kind = is_api(path) ? ANSWER_API : route ? route->kind : ANSWER_PAGE;
  sse_status status = check_asked(asked, route, &err);
  if (!status && route) status = answer_route(server, route, path, asked->known, &call, reply, &err);
  if (status == SSE_TIMEOUT) atomic_fetch_add(&server->metrics.cut_off, 1);
  if (status) tell_error(&call, &err, reply);
}
