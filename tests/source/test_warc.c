/* Web archives: which records are read, and how damaged ones are reported.
 * Records are assembled here, with their lengths computed.
 * Compressed ones come from the gzip program, record by record, as crawlers write them. */
#include "collecting.h"

#define PAGE(title)                                                                                          \
  "<!doctype html><title>" title "</title><article><h1>" title "</h1><p>Words of the page.</article>"

/* Appends a record: `kind` is its type, `http` the headers of its response, NULL if the block has none. */
static void append_record(sse_buffer *warc, const char *kind, const char *type, const char *http,
                          const char *body) {
  sse_buffer block = {0};
  if (http) sse_buffer_printf(&block, "%s\r\n\r\n", http);
  sse_buffer_append_text(&block, body);
  sse_buffer_printf(warc,
                    "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://x.example/%zu\r\n"
                    "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n",
                    kind, warc->length, type, block.length);
  sse_buffer_append_str(warc, sse_buffer_str(&block));
  sse_buffer_append_text(warc, "\r\n\r\n");
  sse_buffer_reset(&block);
}

#define HTTP    "application/http; msgtype=response"
#define OK_HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"

/* Reads the archive and compares the titles, each followed by a space; returns all that was collected. */
static struct collected assert_titles(void **state, const char *name, const sse_buffer *warc,
                                      const char *titles) {
  const char *path = path_in(state, name);
  sse_buffer got = {0};
  sse_buffer_append_text(&got, "");
  write_bytes(path, warc->data, warc->length);
  struct collected collected = collect_file(path, NULL);
  for (const char *line = collected.items.data; *line; line = strchr(line, '\n') + 1) {
    const char *title = strchr(line, '|') + 1;
    sse_buffer_printf(&got, "%.*s ", (int)strcspn(title, "|"), title);
  }
  if (strcmp(got.data, titles) != 0)
    fail_msg("%s; %s; %s", got.data, collected.problems.data, collected.status ? collected.err.message : "");
  sse_buffer_reset(&got);
  return collected;
}

static void chunks_are_put_together_unless_the_crawler_did_it(void **state) {
  sse_buffer warc = {0};
  append_record(
      &warc, "response", HTTP, OK_HTML "\r\nTransfer-Encoding: chunked",
      "24\r\n<!doctype html><title>One</title><h1\r\n19;x=y\r\n>One</h1><p>Words it has.\r\n0\r\n\r\n");
  append_record(&warc, "response", HTTP, OK_HTML "\r\nTransfer-Encoding: chunked", PAGE("Two"));
  append_record(&warc, "response", HTTP, OK_HTML "\r\nTransfer-Encoding: chunked",
                "24\r\n<!doctype html><title>Bad</title><h1\r\nno length\r\n");
  append_record(&warc, "response", HTTP, OK_HTML, PAGE("Three"));
  struct collected collected = assert_titles(state, "chunked.warc", &warc, "One Two Three ");
  assert_non_null(strstr(collected.problems.data, "record 3 has a chunk without a length (skipped)"));
  collected_reset(&collected);
  sse_buffer_reset(&warc);
}

static void answers_that_are_pages_or_feeds_are_read(void **state) {
  sse_buffer warc = {0};
  append_record(&warc, "warcinfo", "application/warc-fields", NULL, "software: test\r\n");
  append_record(&warc, "request", "application/http; msgtype=request", "GET / HTTP/1.1\r\nHost: x", "");
  append_record(&warc, "response", HTTP, OK_HTML, PAGE("One"));
  append_record(&warc, "response", HTTP, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", PAGE("Gone"));
  append_record(&warc, "response", HTTP, "HTTP/1.1 301 Moved\r\nContent-Type: text/html", PAGE("Moved"));
  append_record(&warc, "response", HTTP, "HTTP/1.1 200 OK\r\nContent-Type: image/png", "\x89PNG");
  append_record(&warc, "metadata", "text/plain", NULL, "not a page\r\n");
  append_record(&warc, "resource", "text/html", NULL, PAGE("Two"));
  append_record(&warc, "response", HTTP, "HTTP/1.1 203 Copy\r\ncontent-type: application/rss+xml",
                "<rss><channel><item><title>Three</title></item></channel></rss>");
  struct collected collected = assert_titles(state, "good.warc", &warc, "One Two Three ");
  assert_int_equal(collected.status, SSE_OK);
  assert_string_equal(collected.problems.data, "");
  assert_string_equal(collected.losses.data,
                      "passed over web answer 1\npassed over web answer 1\npassed over web answer 1\n");
  assert_int_equal(collected.report.passed_over, 3);
  assert_non_null(strstr(collected.items.data, "https://x.example/"));
  assert_non_null(strstr(collected.places.data, "good.warc/https://x.example/"));
  collected_reset(&collected);
  sse_buffer_reset(&warc);
}

static void a_page_is_in_the_charset_that_its_server_said(void **state) {
  sse_buffer warc = {0};
  append_record(&warc, "response", HTTP, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=Big5",
                PAGE("\xA6\x58\xA7\x40\xAA\xC0"));
  append_record(&warc, "resource", "text/html; charset=\"iso-8859-9\"", NULL, PAGE("\xF0\xFC\xFE"));
  append_record(&warc, "response", HTTP, "HTTP/1.1 200 OK\r\nContent-Type: text/html", PAGE("Three"));
  struct collected collected = assert_titles(state, "charsets.warc", &warc, "合作社 ğüş Three ");
  collected_reset(&collected);
  sse_buffer_reset(&warc);
}

static void a_page_that_cannot_be_read_costs_itself_only(void **state) {
  sse_buffer warc = {0};
  append_record(&warc, "response", HTTP, OK_HTML, PAGE("One"));
  append_record(&warc, "response", HTTP, OK_HTML, " ");
  append_record(&warc, "response", HTTP, OK_HTML, PAGE("Three"));
  struct collected collected = assert_titles(state, "bad.warc", &warc, "One Three ");
  assert_int_equal(collected.report.skipped, 1);
  assert_non_null(strstr(collected.problems.data, ": is empty (skipped)"));
  assert_false(collected.report.cut);
  collected_reset(&collected);
  sse_buffer_reset(&warc);
}

static void damage_cuts_it_off_and_keeps_what_came_before(void **state) {
  static const struct {
    const char *after, *why;
  } cases[] = {
      {"WARC/1.0\r\nWARC-Type: response\r\n", "ends in the headers of a record"},
      {"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "record 2 has no length"},
      {"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 12x\r\n\r\n", "record 2 has no length"},
      {"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n", "record 2 has no length"},
      {"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999999\r\n\r\n",
       "record 2 has no length"},
      {"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 900\r\n\r\nfew", "ends in the middle of a record"},
      {"no record\r\n", "is damaged: a record is expected"},
      {"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\nContent-Type: "
       "application/http\r\nContent-Length: 20\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
       "record 2 ends in the headers of its response"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer warc = {0};
    append_record(&warc, "response", HTTP, OK_HTML, PAGE("One"));
    sse_buffer_append_text(&warc, cases[i].after);
    struct collected collected = assert_titles(state, "cut.warc", &warc, "One ");
    assert_int_equal(collected.status, SSE_OK);
    assert_true(collected.report.cut);
    if (!strstr(collected.problems.data, cases[i].why)) fail_msg("%s", collected.problems.data);
    assert_non_null(strstr(collected.problems.data, "(the rest is not read)"));
    collected_reset(&collected);
    sse_buffer_reset(&warc);
  }
}

static void an_archive_that_ends_in_a_page_says_so(void **state) {
  sse_buffer warc = {0};
  append_record(&warc, "response", HTTP, OK_HTML, PAGE("One"));
  append_record(&warc, "response", HTTP, OK_HTML, PAGE("Two"));
  warc.length -= 20;
  struct collected collected = assert_titles(state, "short.warc", &warc, "One ");
  assert_true(collected.report.cut || collected.report.skipped > 0);
  assert_non_null(strstr(collected.problems.data, "ends in the middle of a record"));
  collected_reset(&collected);
  sse_buffer_reset(&warc);
}

static void records_may_be_compressed_one_by_one(void **state) {
  sse_buffer warc = {0};
  char command[2048];
  (void)unlink(path_in(state, "all.warc.gz"));
  for (int i = 0; i < 2; i++) {
    sse_buffer_clear(&warc);
    append_record(&warc, "response", HTTP, OK_HTML, i == 0 ? PAGE("One") : PAGE("Two"));
    write_bytes(path_in(state, "record"), warc.data, warc.length);
    (void)snprintf(command, sizeof command, "gzip -c '%s' >>'%s'", path_in(state, "record"),
                   path_in(state, "all.warc.gz"));
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c): the paths are constants */
  }
  struct collected collected = collect_file(path_in(state, "all.warc.gz"), NULL);
  assert_int_equal(collected.status, SSE_OK);
  assert_int_equal(collected.report.items, 2);
  assert_string_equal(collected.problems.data, "");
  collected_reset(&collected);
  sse_buffer_reset(&warc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(answers_that_are_pages_or_feeds_are_read),
      cmocka_unit_test(chunks_are_put_together_unless_the_crawler_did_it),
      cmocka_unit_test(a_page_is_in_the_charset_that_its_server_said),
      cmocka_unit_test(a_page_that_cannot_be_read_costs_itself_only),
      cmocka_unit_test(damage_cuts_it_off_and_keeps_what_came_before),
      cmocka_unit_test(an_archive_that_ends_in_a_page_says_so),
      cmocka_unit_test(records_may_be_compressed_one_by_one),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
