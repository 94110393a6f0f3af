/* Feeds any bytes as the path and the parameters of a request: the answer must be a documented one, and the
 * parameters accepted must survive in the link it writes. The first byte chooses among the paths, so that all
 * are reached. Built and run by scripts/fuzz, which makes the index. */
#include "web/answer.h"
#include "web/handler.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#define INDEX "build/fuzz/query.db"

enum { PAIRS_MOST = 200 };

/* One parameter, name=value, each unescaped as the HTTP library does it. */
static http_pair take(char *pair) {
  char *value = strchr(pair, '=');
  if (value) *value++ = '\0';
  for (char *at = pair; *at; at++)
    if (*at == '+') *at = ' ';
  for (char *at = value; at && *at; at++)
    if (*at == '+') *at = ' ';
  (void)MHD_http_unescape(pair);
  if (value) (void)MHD_http_unescape(value);
  return (http_pair){pair, value ? value : ""};
}

/* Modifies `text`, which must outlive the pairs. */
static size_t take_all(char *text, http_pair pairs[PAIRS_MOST]) {
  char *rest = NULL;
  size_t count = 0;
  for (char *pair = strtok_r(text, "&", &rest); pair && count < PAIRS_MOST; pair = strtok_r(NULL, "&", &rest))
    pairs[count++] = take(pair);
  return count;
}

/* Reads parameters; returns false if they are invalid. */
static bool read_all(const http_pair *pairs, size_t count, struct request *request) {
  sse_error err;
  sse_status status = SSE_OK;
  request_init(request);
  for (size_t i = 0; i < count && !status; i++)
    status = request_take(request, pairs[i].name, pairs[i].value, &err);
  return !status;
}

/* A request's link must produce the same link when followed. */
static void check_link(const http_pair *pairs, size_t count) {
  struct request request, again;
  sse_buffer first = {0}, second = {0};
  if (read_all(pairs, count, &request)) {
    request_link(&request, "", &first);
    static http_pair written[PAIRS_MOST];
    char *copy = sse_copy(sse_buffer_str(&first));
    size_t all = copy && *copy == '?' ? take_all(copy + 1, written) : 0;
    if (!read_all(written, all, &again)) abort();
    request_link(&again, "", &second);
    if (!sse_str_equal(sse_buffer_str(&first), sse_buffer_str(&second))) abort();
    free(copy);
    request_reset(&again);
  }
  request_reset(&request);
  sse_buffer_reset(&first);
  sse_buffer_reset(&second);
}

/* Also runs a stream to its end. */
static void check_answer(http_answer *answer) {
  static const unsigned known[] = {ANSWER_OK,        ANSWER_MOVED, ANSWER_UNCHANGED, ANSWER_BAD_REQUEST,
                                   ANSWER_NOT_FOUND, ANSWER_GONE,  ANSWER_TOO_LARGE, ANSWER_UNAVAILABLE};
  bool is_known = false, ends = !answer->stream.write;
  sse_error err;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    is_known = is_known || answer->status == known[i];
  if (!is_known || answer->failed ||
      (answer->status != ANSWER_UNCHANGED && answer->status != ANSWER_MOVED && answer->length == 0 &&
       !answer->stream.write))
    abort();
  while (!ends) {
    char *piece = NULL;
    size_t length;
    FILE *out = open_memstream(&piece, &length);
    if (!out || answer->stream.write(answer->stream.context, out, &ends, &err) || fclose(out) != 0) abort();
    free(piece);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const paths[] = {"/",
                                      "/item",
                                      "/feed.atom",
                                      "/opensearch.xml",
                                      "/sitemap.xml",
                                      "/api/search",
                                      "/api/suggest",
                                      "/api/stats",
                                      "/api/items",
                                      "/api/items.jsonl",
                                      "/v1/search",
                                      "/api",
                                      "/embed.js",
                                      "/api/item/",
                                      "/sitemap/",
                                      "/a/",
                                      ""};
  static const char *const dbs[] = {INDEX};
  static const serve_options options = {
      .dbs = dbs, .db_count = 1, .title = "A <title>", .url = "https://example.org/a", .time_limit = 5000};
  static struct server server = {.options = &options, .prefix = {"/a", 2}};
  static http_pair pairs[PAIRS_MOST];
  sse_error err;
  http_answer answer = {.status = ANSWER_OK};
  if (!server.pool && pool_new(&options, &server.pool, &err)) abort();
  if (size == 0) return 0;
  char *text = sse_copy((sse_str){(const char *)data + 1, size - 1});
  sse_buffer path = {0};
  char *parameters = text ? strchr(text, '?') : NULL;
  if (parameters) *parameters++ = '\0';
  if (text) (void)MHD_http_unescape(text);
  sse_buffer_append_text(&path, paths[data[0] % (sizeof paths / sizeof *paths)]);
  sse_buffer_append_text(&path, text ? text : "");
  const http_pair languages = {"Accept-Language",
                               messages_tag((messages_language)(data[0] % MESSAGES_LANGUAGES))};
  http_request request = {
      .method = "GET", .path = path.data, .parameters = pairs, .headers = &languages, .header_count = 1};
  request.parameter_count = parameters ? take_all(parameters, pairs) : 0;
  if (path.data && *path.data) {
    handler_answer(&server, &request, &answer);
    check_answer(&answer);
    check_link(pairs, request.parameter_count);
  }
  http_answer_reset(&answer);
  sse_buffer_reset(&path);
  free(text);
  return 0;
}
