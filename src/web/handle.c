/* A request, from its line to the log: what it asks for is read, who answers it is found, and the answer gets
 * the headers that keep browsers and caches in order. Only this file, server.c and those below it ask HTTP's
 * library: strict.c, access.c and connections.c. */
#include "http/compress.h"
#include "http/strict.h"
#include "web/access.h"
#include "web/reply.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* What is remembered of a request until it is over. */
struct exchange {
  char *line; /* path and parameters, as they came */
  char method[16], version[16], address[ACCESS_ADDRESS_SIZE];
  struct timespec start;
  bool has_arrived;
  unsigned status;
  size_t bytes;
};

static const char *header_of(struct MHD_Connection *connection, const char *name) {
  return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* ---- What was asked ----------------------------------------------------------------------------- */

void *handle_line(void *context, const char *uri, struct MHD_Connection *connection) {
  struct server *server = context;
  struct exchange *made = calloc(1, sizeof *made);
  (void)connection;
  if (!made) return NULL;
  made->line = sse_copy(sse_str_of(uri));
  (void)clock_gettime(CLOCK_MONOTONIC, &made->start); /* cannot fail for this clock */
  atomic_fetch_add(&server->metrics.open, 1);
  return made;
}

static void copy_short(char *to, size_t size, const char *from) {
  (void)snprintf(to, size, "%s", from); /* cut where it is too long: for the log */
}

/* What the nearest proxy says: some add to a client's X-Forwarded-For, others send one more after it. */
static enum MHD_Result keep_forwarded(void *context, enum MHD_ValueKind kind, const char *name,
                                      const char *value) {
  const char **last = context;
  (void)kind;
  if (strcasecmp(name, "X-Forwarded-For") == 0) *last = value;
  return MHD_YES;
}

/* The last address a proxy has added, where one is trusted; else the one of the connection. */
static void note_address(const struct server *server, struct MHD_Connection *connection,
                         struct exchange *exchange) {
  const char *told = NULL;
  if (server->options->trust_proxy) /* their number is of no use */
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, keep_forwarded, &told);
  if (told) {
    const char *comma = strrchr(told, ',');
    told = comma ? comma + 1 : told;
    told += strspn(told, " ");
    bool is_address = *told && strspn(told, "0123456789abcdefABCDEF.:") == strlen(told);
    copy_short(exchange->address, ACCESS_ADDRESS_SIZE, is_address ? told : "-");
  } else {
    access_address(connection, exchange->address);
  }
}

struct list {
  const char *name;
  sse_buffer text;
};

static enum MHD_Result add_to_list(void *context, enum MHD_ValueKind kind, const char *name,
                                   const char *value) {
  struct list *list = context;
  (void)kind;
  if (strcasecmp(name, list->name) == 0)
    sse_buffer_printf(&list->text, "%s%s", list->text.length > 0 ? ", " : "", value ? value : "");
  return MHD_YES;
}

/* A header that is a list, whole: each of its lines goes on where the last ended (RFC 9110, 5.3). The
 * caller's to free; NULL where there is none, or no memory. */
static char *list_of(struct MHD_Connection *connection, const char *name) {
  struct list list = {.name = name};
  (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, add_to_list, &list); /* their number */
  if (!list.text.failed) return list.text.data;
  sse_buffer_reset(&list.text);
  return NULL;
}

static enum MHD_Result take_parameter(void *context, enum MHD_ValueKind kind, const char *name,
                                      const char *value) {
  struct asked *asked = context;
  (void)kind;
  if (!asked->status) asked->status = request_take(asked->request, name, value ? value : "", &asked->err);
  return asked->status ? MHD_NO : MHD_YES;
}

/* The address of the pages as this request's sender sees it. */
static char *base_of(const struct server *server, struct MHD_Connection *connection) {
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]_";
  const char *url = server->options->url, *host = header_of(connection, MHD_HTTP_HEADER_HOST);
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

/* Why a request is not for us to answer, and the status that says so; NULL where there is nothing against it.
 */
static const char *refusal_of(struct MHD_Connection *connection, const struct exchange *exchange,
                              unsigned *status) {
  const char *length = header_of(connection, MHD_HTTP_HEADER_CONTENT_LENGTH), *method = exchange->method;
  const char *fault = strict_fault(connection, exchange->line ? exchange->line : "", exchange->version);
  *status = ANSWER_BAD_REQUEST;
  if (fault) return fault;
  *status = ANSWER_BAD_METHOD;
  if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
    return "only GET and HEAD are answered";
  *status = ANSWER_TOO_LARGE;
  bool has_body = header_of(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING) ||
                  (length && strspn(length, "0") != strlen(length));
  return has_body ? "a request has no body here" : NULL;
}

/* The path of a target, which may be a whole address (RFC 9112, 3.2.2). */
static const char *path_of(const char *target) {
  const char *host = strncasecmp(target, "http://", 7) == 0    ? target + 7
                     : strncasecmp(target, "https://", 8) == 0 ? target + 8
                                                               : NULL;
  const char *slash = host ? strchr(host, '/') : NULL;
  return !host ? target : slash ? slash : "/";
}

/* ---- Sending ------------------------------------------------------------------------------------ */

/* The origin that may read an answer of the API, of those in a list with spaces or commas between them: the
 * one that asks; where none asks, or any may, the first. Its length is 0 where there is none. */
static sse_str origin_for(const char *list, const char *asking) {
  static const char between[] = " ,";
  sse_str first = {0};
  for (const char *at = list + strspn(list, between); *at; at += strspn(at, between)) {
    sse_str one = {at, strcspn(at, between)};
    at += one.length;
    if (one.data[one.length - 1] == '/') one.length--;
    if (asking && sse_str_is(one, asking)) return one;
    if (first.length == 0) first = one;
  }
  return !asking || sse_str_is(first, "*") ? first : (sse_str){0};
}

/* What the API's answers have for scripts of other origins (Fetch, 3.2). */
static bool add_cors(struct MHD_Response *response, const char *list, const char *asking, bool is_preflight) {
  sse_str origin = origin_for(list, asking);
  char *allowed = sse_copy(origin);
  const struct {
    bool wanted;
    const char *name, *value;
  } headers[] = {
      {origin.length > 0, "Access-Control-Allow-Origin", allowed},
      {!is_preflight, "Access-Control-Expose-Headers", "ETag, Retry-After"},
      {is_preflight, "Access-Control-Allow-Methods", "GET, HEAD"},
      {is_preflight, "Access-Control-Allow-Headers", "If-None-Match"},
      {is_preflight, "Access-Control-Max-Age", "86400"},
      {is_preflight, MHD_HTTP_HEADER_ALLOW, "GET, HEAD, OPTIONS"},
      {!sse_str_is(origin, "*"), MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ORIGIN},
  };
  bool all = allowed != NULL;
  for (size_t i = 0; i < sizeof headers / sizeof *headers && all; i++)
    if (headers[i].wanted)
      all = MHD_add_response_header(response, headers[i].name, headers[i].value) == MHD_YES;
  free(allowed);
  return all;
}

/* True where all headers were taken. */
static bool add_headers(struct MHD_Response *response, const struct server *server, const struct reply *reply,
                        messages_language language, const char *coding) {
  static const char policy[] =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  bool is_page = reply->kind == ANSWER_PAGE && !reply->is_lasting && reply->type &&
                 strncmp(reply->type, "text/html", 9) == 0;
  bool has_error = reply->status >= ANSWER_BAD_REQUEST;
  bool has_body = reply->status != ANSWER_UNCHANGED && reply->status != ANSWER_NO_CONTENT;
  const struct {
    bool wanted;
    const char *name, *value;
  } headers[] = {
      {reply->type && has_body, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type},
      {true, "Content-Security-Policy", policy},
      {true, "X-Content-Type-Options", "nosniff"},
      {true, "Referrer-Policy", "no-referrer"},
      {true, MHD_HTTP_HEADER_CACHE_CONTROL,
       has_error           ? "no-store"
       : reply->is_lasting ? "max-age=3600"
                           : "no-cache"},
      {*reply->tag, MHD_HTTP_HEADER_ETAG, reply->tag},
      {reply->location != NULL, MHD_HTTP_HEADER_LOCATION, reply->location},
      {coding != NULL, MHD_HTTP_HEADER_CONTENT_ENCODING, coding},
      {true, MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ACCEPT_ENCODING},
      {is_page && has_body, MHD_HTTP_HEADER_CONTENT_LANGUAGE, messages_tag(language)},
      {is_page, MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ACCEPT_LANGUAGE},
      {reply->status == ANSWER_BAD_METHOD, MHD_HTTP_HEADER_ALLOW, "GET, HEAD"},
      {reply->status == ANSWER_UNAVAILABLE, MHD_HTTP_HEADER_RETRY_AFTER, "5"},
      {reply->closes || atomic_load(&server->is_stopping), MHD_HTTP_HEADER_CONNECTION, "close"},
  };
  bool all = true;
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
    if (headers[i].wanted)
      all = MHD_add_response_header(response, headers[i].name, headers[i].value) == MHD_YES && all;
  return all;
}

/* Gives the reply to the library, which frees the body. */
static enum MHD_Result send_reply(const struct server *server, struct MHD_Connection *connection,
                                  struct reply *reply, messages_language language,
                                  struct exchange *exchange) {
  enum MHD_Result result = MHD_NO; /* closes the connection */
  const char *cors = reply->kind == ANSWER_API ? server->options->cors : NULL;
  bool is_empty = !reply->body || reply->status == ANSWER_UNCHANGED;
  if (is_empty) reply->length = 0;
  char *accepted = is_empty ? NULL : list_of(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING);
  compress_coding coding = compress_choose(accepted);
  if (!compress_body(coding, &reply->body, &reply->length)) coding = COMPRESS_NONE;
  struct MHD_Response *response =
      MHD_create_response_from_buffer(reply->length, is_empty ? (void *)"" : reply->body,
                                      is_empty ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_FREE);
  free(accepted);
  if (is_empty || !response) free(reply->body);
  reply->body = NULL;
  exchange->status = reply->status;
  exchange->bytes = strcmp(exchange->method, MHD_HTTP_METHOD_HEAD) == 0 ? 0 : reply->length;
  bool is_made = response && add_headers(response, server, reply, language, compress_names[coding]);
  if (is_made && cors)
    is_made = add_cors(response, cors, header_of(connection, MHD_HTTP_HEADER_ORIGIN),
                       reply->status == ANSWER_NO_CONTENT);
  if (is_made) result = MHD_queue_response(connection, reply->status, response);
  if (response) MHD_destroy_response(response);
  free(reply->location);
  return result;
}

/* The headers have arrived. */
static void begin(struct server *server, struct MHD_Connection *connection, const char *method,
                  const char *version, struct exchange *exchange) {
  exchange->has_arrived = true;
  copy_short(exchange->method, sizeof exchange->method, method);
  copy_short(exchange->version, sizeof exchange->version, version);
  note_address(server, connection, exchange);
  connections_arrived(server->connections, connection);
}

enum MHD_Result handle_request(void *context, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *body, size_t *body_size,
                               void **state) {
  struct server *server = context;
  struct exchange *exchange = *state;
  (void)body;
  if (!exchange) return MHD_NO; /* no memory */
  *body_size = 0;               /* a body is refused as soon as a header tells of it */
  bool is_first = !exchange->has_arrived;
  if (is_first) begin(server, connection, method, version, exchange);
  unsigned status;
  const char *refusal = refusal_of(connection, exchange, &status);
  if (is_first && !refusal) return MHD_YES; /* a refusal is told before a body is read */
  struct request request;
  struct reply reply = {.status = ANSWER_OK};
  char *base = base_of(server, connection), *known = list_of(connection, MHD_HTTP_HEADER_IF_NONE_MATCH);
  const char *mark = exchange->line ? strchr(exchange->line, '?') : NULL;
  struct asked asked = {.path = path_of(url),
                        .request = &request,
                        .query = mark ? mark + 1 : NULL,
                        .base = base ? base : "",
                        .known = known};
  request_init(&request);
  request.language = messages_choose(header_of(connection, MHD_HTTP_HEADER_ACCEPT_LANGUAGE));
  (void)MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_parameter,
                                  &asked); /* their number */
  bool is_preflight = refusal && strcmp(method, MHD_HTTP_METHOD_OPTIONS) == 0 &&
                      status == ANSWER_BAD_METHOD && reply_preflight(server, &asked, &reply);
  if (refusal && !is_preflight) {
    reply_refuse(server, &asked, status, refusal, &reply);
    reply.closes = status == ANSWER_BAD_REQUEST; /* where the next one begins is not certain */
  } else if (!refusal) {
    reply_make(server, &asked, &reply);
  }
  enum MHD_Result result = send_reply(server, connection, &reply, request.language, exchange);
  request_reset(&request);
  free(known);
  free(base);
  return result;
}

void handle_end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code) {
  struct server *server = context;
  struct exchange *exchange = *state;
  struct timespec end = {0};
  (void)code;
  if (!exchange) return;
  (void)clock_gettime(CLOCK_MONOTONIC, &end); /* cannot fail for this clock */
  int64_t nanoseconds =
      (int64_t)(end.tv_sec - exchange->start.tv_sec) * 1000000000 + (end.tv_nsec - exchange->start.tv_nsec);
  const struct access_line line = {exchange->address, exchange->method, exchange->line ? exchange->line : "",
                                   exchange->version, exchange->status, exchange->bytes};
  if (line.status > 0) access_note(server, &line, (uint64_t)(nanoseconds / 1000));
  connections_answered(server->connections, connection);
  atomic_fetch_sub(&server->metrics.open, 1);
  free(exchange->line);
  free(exchange);
  *state = NULL;
}
