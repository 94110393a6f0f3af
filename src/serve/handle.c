/* A request, from its line to the log: what it asks for is read, who answers it is found, and the answer gets
 * the headers that keep browsers and caches in order. Only this file, server.c and connections.c ask HTTP's
 * library.
 */
#include "serve/reply.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { ADDRESS_SIZE = 64 };

/* What is remembered of a request until it is over. */
struct exchange {
  char *line; /* path and parameters, as they came */
  char method[16], version[16], address[ADDRESS_SIZE];
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

static enum MHD_Result keep_forwarded(void *context, enum MHD_ValueKind kind, const char *name,
                                      const char *value) {
  const char **last = context;
  (void)kind;
  if (strcasecmp(name, "X-Forwarded-For") == 0) *last = value;
  return MHD_YES;
}

/* What the nearest proxy says: some add to a client's X-Forwarded-For, others send one more after it. */
static const char *last_forwarded(struct MHD_Connection *connection) {
  const char *last = NULL;
  (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, keep_forwarded, &last); /* their number */
  return last;
}

/* The last address a proxy has added, where one is trusted; else the one of the connection. */
static void note_address(const struct server *server, struct MHD_Connection *connection,
                         struct exchange *exchange) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  const struct sockaddr *address = info ? info->client_addr : NULL;
  const char *told = server->options->trust_proxy ? last_forwarded(connection) : NULL;
  copy_short(exchange->address, ADDRESS_SIZE, "-");
  if (told) {
    const char *comma = strrchr(told, ',');
    told = comma ? comma + 1 : told;
    told += strspn(told, " ");
    if (*told && strspn(told, "0123456789abcdefABCDEF.:") == strlen(told))
      copy_short(exchange->address, ADDRESS_SIZE, told);
  } else if (address && address->sa_family == AF_INET) {
    (void)inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr,
                    exchange->address, ADDRESS_SIZE);
  } else if (address && address->sa_family == AF_INET6) {
    (void)inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr,
                    exchange->address, ADDRESS_SIZE);
  }
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

/* What is no request for us to answer; `status` is 0 where there is nothing against it. */
static unsigned refusal_of(struct MHD_Connection *connection, const char *method) {
  const char *length = header_of(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
  if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
    return ANSWER_BAD_METHOD;
  if (header_of(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING) || (length && strcmp(length, "0") != 0))
    return ANSWER_TOO_LARGE;
  return 0;
}

/* ---- Sending ------------------------------------------------------------------------------------ */

/* True where all headers were taken. */
static bool add_headers(struct MHD_Response *response, const struct server *server, const struct reply *reply,
                        const struct request *request) {
  static const char policy[] =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  const char *cors = reply->kind == ANSWER_API ? server->options->cors : NULL;
  bool is_page = reply->kind == ANSWER_PAGE && !reply->is_lasting && reply->type &&
                 strncmp(reply->type, "text/html", 9) == 0;
  bool has_error = reply->status >= ANSWER_BAD_REQUEST;
  const struct {
    bool wanted;
    const char *name, *value;
  } headers[] = {
      {reply->type && reply->status != ANSWER_UNCHANGED, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type},
      {true, "Content-Security-Policy", policy},
      {true, "X-Content-Type-Options", "nosniff"},
      {true, "Referrer-Policy", "no-referrer"},
      {true, MHD_HTTP_HEADER_CACHE_CONTROL,
       has_error           ? "no-store"
       : reply->is_lasting ? "max-age=3600"
                           : "no-cache"},
      {*reply->tag, MHD_HTTP_HEADER_ETAG, reply->tag},
      {reply->location != NULL, MHD_HTTP_HEADER_LOCATION, reply->location},
      {is_page, MHD_HTTP_HEADER_CONTENT_LANGUAGE, messages_tag(request->language)},
      {is_page, MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ACCEPT_LANGUAGE},
      {cors != NULL, "Access-Control-Allow-Origin", cors},
      {cors != NULL && strcmp(cors, "*") != 0, MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ORIGIN},
      {reply->status == ANSWER_BAD_METHOD, MHD_HTTP_HEADER_ALLOW, "GET, HEAD"},
      {reply->status == ANSWER_UNAVAILABLE, MHD_HTTP_HEADER_RETRY_AFTER, "5"},
      {atomic_load(&server->is_stopping), MHD_HTTP_HEADER_CONNECTION, "close"},
  };
  bool all = true;
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
    if (headers[i].wanted)
      all = MHD_add_response_header(response, headers[i].name, headers[i].value) == MHD_YES && all;
  return all;
}

/* Gives the reply to the library, which frees the body. */
static enum MHD_Result send_reply(const struct server *server, struct MHD_Connection *connection,
                                  struct reply *reply, const struct request *request,
                                  struct exchange *exchange) {
  enum MHD_Result result = MHD_NO; /* closes the connection */
  bool is_empty = !reply->body || reply->status == ANSWER_UNCHANGED;
  if (is_empty) reply->length = 0;
  struct MHD_Response *response =
      MHD_create_response_from_buffer(reply->length, is_empty ? (void *)"" : reply->body,
                                      is_empty ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_FREE);
  if (is_empty || !response) free(reply->body);
  reply->body = NULL;
  exchange->status = reply->status;
  exchange->bytes = strcmp(exchange->method, MHD_HTTP_METHOD_HEAD) == 0 ? 0 : reply->length;
  if (response && add_headers(response, server, reply, request))
    result = MHD_queue_response(connection, reply->status, response);
  if (response) MHD_destroy_response(response);
  free(reply->location);
  return result;
}

enum MHD_Result handle_request(void *context, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *body, size_t *body_size,
                               void **state) {
  struct server *server = context;
  struct exchange *exchange = *state;
  (void)body;
  if (!exchange) return MHD_NO; /* no memory */
  *body_size = 0;               /* a body is refused as soon as a header tells of it */
  unsigned refusal = refusal_of(connection, method);
  if (!exchange->has_arrived) { /* its headers; a refusal is told before a body is read */
    exchange->has_arrived = true;
    copy_short(exchange->method, sizeof exchange->method, method);
    copy_short(exchange->version, sizeof exchange->version, version);
    note_address(server, connection, exchange);
    connections_arrived(server->connections, connection);
    if (refusal == 0) return MHD_YES;
  }
  struct request request;
  struct reply reply = {.status = ANSWER_OK};
  char *base = base_of(server, connection);
  struct asked asked = {.path = url,
                        .request = &request,
                        .base = base ? base : "",
                        .known = header_of(connection, MHD_HTTP_HEADER_IF_NONE_MATCH)};
  request_init(&request);
  request.language = messages_choose(header_of(connection, MHD_HTTP_HEADER_ACCEPT_LANGUAGE));
  (void)MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_parameter,
                                  &asked); /* their number */
  if (refusal != 0) {
    reply_refuse(server, &asked, refusal, &reply);
  } else {
    reply_make(server, &asked, &reply);
  }
  enum MHD_Result result = send_reply(server, connection, &reply, &request, exchange);
  request_reset(&request);
  free(base);
  return result;
}

/* ---- The log ------------------------------------------------------------------------------------ */

/* Text of a request as the common log format has it: what could be taken for its own quotes or lines is
 * written as \xHH. */
static void append_logged(const char *text, sse_buffer *line) {
  for (; *text; text++) {
    bool plain = *text > 0x1F && *text < 0x7F && *text != '"' && *text != '\\';
    if (plain) {
      sse_buffer_append(line, text, 1);
    } else {
      sse_buffer_printf(line, "\\x%02X", (unsigned)(unsigned char)*text);
    }
  }
}

/* One line a request, written at once (httpd.apache.org/docs/current/logs.html#common). */
static void log_exchange(const struct exchange *exchange) {
  enum { TIME_SIZE = 40 };
  time_t now = time(NULL);
  struct tm parts;
  char when[TIME_SIZE] = "-";
  sse_buffer line = {0};
  if (gmtime_r(&now, &parts)) (void)strftime(when, TIME_SIZE, "%d/%b/%Y:%H:%M:%S +0000", &parts);
  sse_buffer_printf(&line, "%s - - [%s] \"", exchange->address, when);
  append_logged(exchange->method, &line);
  sse_buffer_append_text(&line, " ");
  append_logged(exchange->line ? exchange->line : "", &line);
  sse_buffer_append_text(&line, " ");
  append_logged(exchange->version, &line);
  sse_buffer_printf(&line, "\" %u %zu\n", exchange->status, exchange->bytes);
  if (!line.failed) (void)fwrite(line.data, 1, line.length, stdout); /* a log that is full stops nothing */
  (void)fflush(stdout);                                              /* the same */
  sse_buffer_reset(&line);
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
  if (exchange->status > 0) metrics_count(&server->metrics, exchange->status, (uint64_t)(nanoseconds / 1000));
  if (exchange->status > 0 && !server->options->quiet) log_exchange(exchange);
  connections_answered(server->connections, connection);
  atomic_fetch_sub(&server->metrics.open, 1);
  free(exchange->line);
  free(exchange);
  *state = NULL;
}
