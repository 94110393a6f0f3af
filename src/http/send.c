/* Sends an answer: only what the client does not have yet, only a part if it asks for one, and compressed if
 * it accepts that. Headers follow from the contents of the answer.
 */
#include "http/send.h"
#include "base/deadline.h"
#include "base/log.h"
#include "base/str.h"
#include "http/compress.h"
#include "http/range.h"

#include <stdlib.h>
#include <string.h>

/* ---- Conditions and ranges ---------------------------------------------------------------------- */

static void drop_body(http_answer *answer) {
  free(answer->body);
  answer->body = NULL;
  answer->length = 0;
  if (answer->stream.free) answer->stream.free(answer->stream.context);
  answer->stream = (http_stream){0};
}

/* Applies If-Match and If-None-Match; "*" matches any existing answer (RFC 9110, 13.1.1 and 13.1.2). */
static void look_at_condition(const http_request *request, http_answer *answer) {
  const char *known = http_header(request, MHD_HTTP_HEADER_IF_NONE_MATCH);
  const char *wanted = http_header(request, MHD_HTTP_HEADER_IF_MATCH);
  if (answer->status != MHD_HTTP_OK) return;
  if (wanted && !sse_str_is(sse_str_trim(sse_str_of(wanted)), "*")) { /* all our tags are weak */
    answer->status = MHD_HTTP_PRECONDITION_FAILED;
    drop_body(answer);
    return;
  }
  if (!known) return;
  bool is_any = sse_str_is(sse_str_trim(sse_str_of(known)), "*");
  if (is_any || http_is_known(request, answer->tag)) answer->status = MHD_HTTP_NOT_MODIFIED;
}

/* Reduces the answer to the part that is asked for, if any (14.2). If-Range needs a strong tag, and all ours
 * are weak (13.1.5). */
static void look_at_range(const http_request *request, http_answer *answer, char content[RANGE_SIZE]) {
  const char *range = http_header(request, MHD_HTTP_HEADER_RANGE);
  size_t first, length;
  *content = '\0';
  if (!range || answer->status != MHD_HTTP_OK || strcmp(request->method, MHD_HTTP_METHOD_GET) != 0 ||
      answer->stream.write || http_header(request, MHD_HTTP_HEADER_IF_RANGE))
    return;
  switch (range_read(range, answer->length, &first, &length)) {
  case RANGE_PART:
    range_write(first, length, answer->length, content);
    memmove(answer->body, answer->body + first, length);
    answer->length = length;
    answer->status = MHD_HTTP_PARTIAL_CONTENT;
    break;
  case RANGE_NONE:
    range_write(0, 0, answer->length, content);
    answer->status = MHD_HTTP_RANGE_NOT_SATISFIABLE;
    drop_body(answer);
    break;
  case RANGE_WHOLE:
    break;
  }
}

/* ---- Streamed bodies ---------------------------------------------------------------------------- */

enum { PIECE = 64 * 1024, LONGEST = 3600 /* seconds that a client may take for the whole body */ };

/* Lives as long as the library's response. */
struct streaming {
  http_stream stream;
  struct http_server *server;
  struct MHD_Connection *connection;
  struct sent *sent;
  struct timespec end;
  struct compress_pieces *pieces; /* NULL if the body is not compressed */
  char *piece;                    /* the current piece */
  size_t length, taken;
  bool is_last;
};

/* Generates the next piece; returns false after an error. */
static bool make_piece(struct streaming *streaming) {
  sse_error err = {0};
  free(streaming->piece);
  streaming->piece = NULL;
  streaming->length = streaming->taken = 0;
  FILE *out = open_memstream(&streaming->piece, &streaming->length);
  if (!out) return false;
  sse_status status = streaming->stream.write(streaming->stream.context, out, &streaming->is_last, &err);
  bool has_failed = ferror(out) != 0;
  has_failed = fclose(out) != 0 || has_failed;
  if (status) sse_log(SSE_LOG_WARNING, "a response was cut off: %s", err.message);
  if (status || has_failed) return false;
  return !streaming->pieces ||
         compress_next(streaming->pieces, &streaming->piece, &streaming->length, streaming->is_last);
}

/* MHD_ContentReaderCallback. Each piece extends the deadline of the connection, so a client that keeps
 * reading is not too slow. */
static ssize_t read_stream(void *context, uint64_t position, char *to, size_t most) {
  struct streaming *streaming = context;
  (void)position;
  while (streaming->taken == streaming->length) {
    if (streaming->is_last) return MHD_CONTENT_READER_END_OF_STREAM;
    if (sse_deadline_is_over(streaming->end) || !make_piece(streaming))
      return MHD_CONTENT_READER_END_WITH_ERROR;
    connections_arrived(streaming->server->connections, streaming->connection);
  }
  size_t rest = streaming->length - streaming->taken, length = rest < most ? rest : most;
  memcpy(to, streaming->piece + streaming->taken, length);
  streaming->taken += length;
  streaming->sent->bytes += length;
  return (ssize_t)length;
}

static void free_stream(void *context) {
  struct streaming *streaming = context;
  if (streaming->stream.free) streaming->stream.free(streaming->stream.context);
  compress_end(streaming->pieces);
  free(streaming->piece);
  free(streaming);
}

static struct MHD_Response *make_stream(struct http_server *server, struct MHD_Connection *connection,
                                        http_answer *answer, compress_coding coding, struct sent *sent) {
  struct streaming *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  *made = (struct streaming){.stream = answer->stream,
                             .server = server,
                             .connection = connection,
                             .sent = sent,
                             .end = sse_deadline_in(LONGEST * 1000)};
  answer->stream = (http_stream){0}; /* `made` owns it now */
  if (coding != COMPRESS_NONE && !(made->pieces = compress_begin(coding))) {
    free_stream(made);
    return NULL;
  }
  struct MHD_Response *response =
      MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE, read_stream, made, free_stream);
  if (!response) free_stream(made);
  return response;
}

static struct MHD_Response *make_body(http_answer *answer) {
  if (!answer->body) return MHD_create_response_from_buffer(0, (void *)"", MHD_RESPMEM_PERSISTENT);
  struct MHD_Response *response =
      MHD_create_response_from_buffer(answer->length, answer->body, MHD_RESPMEM_MUST_FREE);
  if (response) answer->body = NULL; /* the response owns it now */
  return response;
}

/* ---- Headers ------------------------------------------------------------------------------------ */

static const char *cache_of(const http_answer *answer, char text[32]) {
  if (answer->status >= MHD_HTTP_BAD_REQUEST) return "no-store";
  if (answer->max_age == 0) return "no-cache";
  (void)snprintf(text, 32, "max-age=%u", answer->max_age); /* fits */
  return text;
}

/* Adds the headers of an answer; returns false if memory is short. */
static bool add_headers(struct MHD_Response *response, const struct http_server *server,
                        const http_answer *answer, const char *coding, const char *range) {
  char cache[32];
  bool has_body = answer->status != MHD_HTTP_NOT_MODIFIED && answer->status != MHD_HTTP_NO_CONTENT &&
                  answer->status != MHD_HTTP_PRECONDITION_FAILED &&
                  answer->status != MHD_HTTP_RANGE_NOT_SATISFIABLE;
  bool all = !answer->failed;
  if (all && answer->type && has_body)
    all = MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer->type) == MHD_YES;
  for (size_t i = 0; i < answer->header_count && all; i++)
    all = MHD_add_response_header(response, answer->headers[i].name, answer->headers[i].value) == MHD_YES;
  const struct {
    bool wanted;
    const char *name, *value;
  } headers[] = {
      {true, MHD_HTTP_HEADER_CACHE_CONTROL, cache_of(answer, cache)},
      {*answer->tag && answer->status < MHD_HTTP_BAD_REQUEST, MHD_HTTP_HEADER_ETAG, answer->tag},
      {answer->location != NULL, MHD_HTTP_HEADER_LOCATION, answer->location},
      {coding != NULL, MHD_HTTP_HEADER_CONTENT_ENCODING, coding},
      {*range != '\0', MHD_HTTP_HEADER_CONTENT_RANGE, range},
      {true, MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ACCEPT_ENCODING},
      {answer->language && has_body, MHD_HTTP_HEADER_CONTENT_LANGUAGE, answer->language},
      {answer->vary != NULL, MHD_HTTP_HEADER_VARY, answer->vary},
      {answer->status == MHD_HTTP_METHOD_NOT_ALLOWED, MHD_HTTP_HEADER_ALLOW, "GET, HEAD"},
      {answer->status == MHD_HTTP_SERVICE_UNAVAILABLE, MHD_HTTP_HEADER_RETRY_AFTER, "5"},
      {answer->closes || atomic_load(&server->is_stopping), MHD_HTTP_HEADER_CONNECTION, "close"},
  };
  for (size_t i = 0; i < sizeof headers / sizeof *headers && all; i++)
    if (headers[i].wanted)
      all = MHD_add_response_header(response, headers[i].name, headers[i].value) == MHD_YES;
  return all;
}

/* In an answer to HEAD, libmicrohttpd 0.9.75 sends the last chunk of a chunked body, which the client would
 * take for the beginning of the next answer. So the connection is closed after this answer. */
static bool leave_out_chunks(struct MHD_Response *response) {
  return MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END) == MHD_YES;
}

enum MHD_Result send_answer(struct http_server *server, struct MHD_Connection *connection,
                            const http_request *request, http_answer *answer, struct sent *sent) {
  const bool is_head = strcmp(request->method, MHD_HTTP_METHOD_HEAD) == 0;
  enum MHD_Result result = MHD_NO;
  compress_coding coding = COMPRESS_NONE;
  char range[RANGE_SIZE];
  look_at_condition(request, answer);
  if (answer->status == MHD_HTTP_NOT_MODIFIED) drop_body(answer);
  look_at_range(request, answer, range);
  const bool has_pieces = answer->stream.write != NULL;
  if (has_pieces || (answer->body && !*range))
    coding = compress_choose(http_header(request, MHD_HTTP_HEADER_ACCEPT_ENCODING));
  if (!has_pieces && !compress_body(coding, &answer->body, &answer->length)) coding = COMPRESS_NONE;
  *sent = (struct sent){answer->status, 0};
  if (!is_head) sent->bytes = answer->length;
  struct MHD_Response *response =
      has_pieces ? make_stream(server, connection, answer, coding, sent) : make_body(answer);
  bool is_ready = response && (!is_head || !has_pieces || leave_out_chunks(response));
  if (is_ready && add_headers(response, server, answer, compress_names[coding], range))
    result = MHD_queue_response(connection, answer->status, response);
  if (response) MHD_destroy_response(response);
  return result;
}
