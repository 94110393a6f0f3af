/* A request, from its request line to the log: it is read, the handler answers it or says why it is refused,
 * and the answer is sent. Only these files call the HTTP library: this one, send.c, server.c and, below them,
 * strict.c, wire.c, access.c and connections.c. */
#include "http/handle.h"
#include "base/buffer.h"
#include "http/access.h"
#include "http/send.h"
#include "http/strict.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* The state of a request until it is over. */
struct exchange {
  char *line; /* path and parameters, as received */
  char method[16], version[16], address[ACCESS_ADDRESS_SIZE];
  struct timespec start;
  bool has_arrived;
  struct sent sent;
};

void *handle_line(void *context, const char *uri, struct MHD_Connection *connection) {
  struct http_server *server = context;
  struct exchange *made = calloc(1, sizeof *made);
  (void)connection;
  if (!made) return NULL;
  made->line = sse_copy(sse_str_of(uri));
  (void)clock_gettime(CLOCK_MONOTONIC, &made->start); /* cannot fail for this clock */
  atomic_fetch_add(&server->metrics.open, 1);
  return made;
}

/* ---- Requests ----------------------------------------------------------------------------------- */

/* Pairs in the order in which the library reports them. */
struct pairs {
  http_pair *all;
  size_t count, capacity;
  bool has_failed;
};

static bool add_pair(struct pairs *pairs, const char *name, const char *value) {
  if (!sse_array_reserve((void **)&pairs->all, &pairs->capacity, pairs->count + 1, sizeof *pairs->all)) {
    pairs->has_failed = true;
    return false;
  }
  pairs->all[pairs->count++] = (http_pair){name, value};
  return true;
}

static enum MHD_Result take_parameter(void *context, enum MHD_ValueKind kind, const char *name,
                                      const char *value) {
  (void)kind;
  return add_pair(context, name, value ? value : "") ? MHD_YES : MHD_NO;
}

/* Headers; several fields of one name are joined, and the joined values are freed at the end. */
struct header_pairs {
  struct pairs pairs;
  struct pairs joined; /* the joined values */
};

static enum MHD_Result take_header(void *context, enum MHD_ValueKind kind, const char *name,
                                   const char *value) {
  struct header_pairs *headers = context;
  sse_buffer whole = {0};
  size_t i = 0;
  (void)kind;
  if (!value) value = "";
  while (i < headers->pairs.count && strcasecmp(headers->pairs.all[i].name, name) != 0)
    i++;
  if (i == headers->pairs.count) return add_pair(&headers->pairs, name, value) ? MHD_YES : MHD_NO;
  sse_buffer_printf(&whole, "%s, %s", headers->pairs.all[i].value, value);
  if (whole.failed || !add_pair(&headers->joined, name, whole.data)) {
    sse_buffer_reset(&whole);
    headers->pairs.has_failed = true;
    return MHD_NO;
  }
  headers->pairs.all[i].value = whole.data;
  return MHD_YES;
}

static void headers_reset(struct header_pairs *headers) {
  for (size_t i = 0; i < headers->joined.count; i++)
    free((char *)headers->joined.all[i].value); /* allocated here */
  free(headers->joined.all);
  free(headers->pairs.all);
}

/* The path of a target, which may be a whole address (RFC 9112, 3.2.2). */
static const char *path_of(const char *target) {
  const char *host = sse_str_begins(sse_str_of(target), "http://")    ? target + 7
                     : sse_str_begins(sse_str_of(target), "https://") ? target + 8
                                                                      : NULL;
  const char *slash = host ? strchr(host, '/') : NULL;
  return !host ? target : slash ? slash : "/";
}

/* Why a request is refused, with the status to answer it; NULL if it is not. */
static const char *refusal_of(struct MHD_Connection *connection, const struct exchange *exchange,
                              unsigned *status) {
  const char *fault =
      strict_fault(connection, exchange->line ? exchange->line : "", exchange->version, status);
  if (fault) return fault;
  *status = MHD_HTTP_METHOD_NOT_ALLOWED;
  if (strcmp(exchange->method, MHD_HTTP_METHOD_GET) != 0 &&
      strcmp(exchange->method, MHD_HTTP_METHOD_HEAD) != 0)
    return "only GET and HEAD are allowed";
  *status = MHD_HTTP_CONTENT_TOO_LARGE;
  return strict_has_body(connection) ? "requests must not have a body" : NULL;
}

/* ---- Clients ------------------------------------------------------------------------------------ */

static void copy_short(char *to, size_t size, const char *from) {
  (void)snprintf(to, size, "%s", from); /* may be truncated: it is for the log */
}

/* Keeps the last X-Forwarded-For, which is from the nearest proxy: some proxies extend the client's field,
 * others add a second one. */
static enum MHD_Result keep_forwarded(void *context, enum MHD_ValueKind kind, const char *name,
                                      const char *value) {
  const char **last = context;
  (void)kind;
  if (strcasecmp(name, "X-Forwarded-For") == 0) *last = value;
  return MHD_YES;
}

/* Notes the last address that a proxy has added, if proxies are trusted; else the address of the
 * connection. */
static void note_address(const struct http_server *server, struct MHD_Connection *connection,
                         struct exchange *exchange) {
  const char *forwarded = NULL;
  if (server->options->trust_proxy) /* the number of headers is not needed */
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, keep_forwarded, &forwarded);
  if (forwarded) {
    const char *comma = strrchr(forwarded, ',');
    forwarded = comma ? comma + 1 : forwarded;
    forwarded += strspn(forwarded, " ");
    bool is_address = *forwarded && strspn(forwarded, "0123456789abcdefABCDEF.:") == strlen(forwarded);
    copy_short(exchange->address, ACCESS_ADDRESS_SIZE, is_address ? forwarded : "-");
  } else {
    access_address(connection, exchange->address);
  }
}

/* The headers have arrived. */
static void begin(struct http_server *server, struct MHD_Connection *connection, const char *method,
                  const char *version, struct exchange *exchange) {
  exchange->has_arrived = true;
  copy_short(exchange->method, sizeof exchange->method, method);
  copy_short(exchange->version, sizeof exchange->version, version);
  note_address(server, connection, exchange);
  connections_arrived(server->connections, connection);
}

/* ---- Answers ------------------------------------------------------------------------------------ */

enum MHD_Result handle_request(void *context, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *body, size_t *body_size,
                               void **state) {
  struct listener *listener = context;
  struct exchange *exchange = *state;
  const http_handler *handler = listener->handler;
  (void)body;
  if (!exchange) return MHD_NO; /* no memory */
  *body_size = 0;               /* a body is refused as soon as the headers announce it */
  bool is_first = !exchange->has_arrived;
  if (is_first) begin(listener->server, connection, method, version, exchange);
  unsigned status;
  const char *refusal = refusal_of(connection, exchange, &status);
  if (is_first && !refusal) return MHD_YES; /* a refusal does not wait for the body */
  enum MHD_Result result = MHD_NO;          /* closes the connection */
  struct pairs parameters = {0};
  struct header_pairs headers = {0};
  http_answer answer = {.status = MHD_HTTP_OK};
  (void)MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_parameter, &parameters);
  (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, take_header, &headers); /* returns a number */
  const char *mark = exchange->line ? strchr(exchange->line, '?') : NULL;
  const http_request request = {.method = exchange->method,
                                .path = path_of(url),
                                .query = mark ? mark + 1 : NULL,
                                .parameters = parameters.all,
                                .parameter_count = parameters.count,
                                .headers = headers.pairs.all,
                                .header_count = headers.pairs.count};
  if (!parameters.has_failed && !headers.pairs.has_failed) {
    if (refusal) {
      handler->refuse(handler->context, &request, status, refusal, &answer);
      answer.closes = status != MHD_HTTP_METHOD_NOT_ALLOWED || strict_has_body(connection);
    } else {
      handler->answer(handler->context, &request, &answer);
    }
    result = send_answer(listener->server, connection, &request, &answer, &exchange->sent);
  }
  http_answer_reset(&answer);
  headers_reset(&headers);
  free(parameters.all);
  return result;
}

void handle_end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code) {
  struct http_server *server = context;
  struct exchange *exchange = *state;
  struct timespec end = {0};
  (void)code;
  if (!exchange) return;
  (void)clock_gettime(CLOCK_MONOTONIC, &end); /* cannot fail for this clock */
  int64_t nanoseconds =
      (int64_t)(end.tv_sec - exchange->start.tv_sec) * 1000000000 + (end.tv_nsec - exchange->start.tv_nsec);
  const struct access_line line = {
      exchange->address, exchange->method,      exchange->line ? exchange->line : "",
      exchange->version, exchange->sent.status, exchange->sent.bytes};
  if (line.status > 0) access_note(server, &line, (uint64_t)(nanoseconds / 1000));
  connections_answered(server->connections, connection);
  atomic_fetch_sub(&server->metrics.open, 1);
  free(exchange->line);
  free(exchange);
  *state = NULL;
}
