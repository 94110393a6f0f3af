/* base/ while one allocation fails, each in turn: it reports the failure, or works as usual. Nothing is
 * silently left out for lack of memory. */
#include "failing.h"

#include "faults.h"

#include "base/charset.h"
#include "base/date.h"
#include "base/lines.h"
#include "base/path.h"
#include "base/printable.h"
#include "base/url.h"

static bool decode(const char *charset, sse_str bytes, size_t step, sse_buffer *out) {
  sse_decoder *decoder = NULL;
  sse_error err;
  sse_status status = sse_decoder_new(charset, &decoder, &err);
  for (size_t i = 0; i < bytes.length && !status; i += step)
    status = sse_decode(decoder, sse_str_part(bytes, i, i + step < bytes.length ? i + step : bytes.length),
                        i + step >= bytes.length, out, &err);
  sse_decoder_free(decoder);
  assert_true(status == SSE_OK || status == SSE_NO_MEMORY);
  return status == SSE_OK;
}

static bool decode_each(const char *folder, sse_buffer *out) {
  (void)folder;
  return decode("UTF-8", STR("caf\xC3\xA9\xFF"), 4, out) &&
         decode("windows-1252", STR("caf\xE9 coop"), 4, out) &&
         decode("utf-16le", (sse_str){"a\0b\0\xE9", 5}, 3, out) &&
         decode("iso-2022-jp", STR("\033$B6(F1\033(B coop"), 5, out) &&
         decode("utf-7", STR("caf+AOk- coop"), 5, out);
}

static bool choose_charset(const char *folder, sse_buffer *out) {
  static const sse_charset_evidence evidence = {NULL, {"euc-kr", 6}, {"utf-8", 5}};
  sse_charset_choice choice;
  sse_error err;
  (void)folder;
  sse_status status = sse_charset_decide(&evidence, STR("caf\xE9 coop\xE9ratif"), true, &choice, &err);
  if (!status) sse_buffer_append_text(out, choice.name);
  return status == SSE_OK;
}

static bool write_addresses(const char *folder, sse_buffer *out) {
  static const char link[] = "HTTP://me:secret@www.B\xC3\xBCro.Example:80/a/../b c?utm_source=x&y=1#z";
  (void)folder;
  sse_url_append_valid(out, STR(link));
  sse_url_append_canonical(out, STR(link));
  sse_url_append_anonymous(out, STR(link));
  sse_url_append_redacted(out, STR(link));
  sse_url_append_worldwide_id(out, STR(link));
  sse_url_append_worldwide_id(out, STR("urn:uuid:0B1F8A52-7c0e-4a53-9d4e-2b9a5f0e7711"));
  sse_url_append_worldwide_id(out, STR("tag:a.example,2026:5"));
  sse_url_resolve(STR("../b"), STR("https://a.example/c/d"), out);
  sse_append_printable(out, "a\033[1m");
  return !out->failed;
}

static bool read_lines(const char *folder, sse_buffer *out) {
  char path[512];
  sse_lines *lines = NULL;
  sse_error err;
  bool more = true;
  (void)snprintf(path, sizeof path, "%s/lines.txt", folder);
  sse_status status = sse_lines_open(path, &lines, &err);
  if (!status) status = sse_lines_decode(lines, "windows-1252", &err);
  while (!status && more) {
    sse_str line;
    status = sse_lines_next(lines, &line, &more, &err);
    if (!status && more) sse_buffer_append_str(out, line);
  }
  sse_lines_close(lines);
  return status == SSE_OK;
}

static bool work_with_paths(const char *folder, sse_buffer *out) {
  char from[512], to[512];
  char *real = NULL;
  sse_error err;
  (void)snprintf(from, sizeof from, "%s/link.txt", folder);
  (void)snprintf(to, sizeof to, "%s/new/folder/copy.txt", folder);
  sse_status status = sse_real_path(from, &real, &err);
  if (real) sse_buffer_append_text(out, real + strlen(folder));
  if (!status) status = sse_make_parents(to, &err);
  if (!status) status = sse_file_copy(from, to, &err);
  free(real);
  sse_home_path("XDG_DATA_HOME", ".local/share", "x", out);
  return status == SSE_OK && !out->failed;
}

static void what_is_short_of_memory_says_so(void **state) {
  static const struct {
    const char *what;
    faults_work *work;
  } rows[] = {{"decoding", decode_each},
              {"choosing a character set", choose_charset},
              {"addresses", write_addresses},
              {"lines", read_lines},
              {"paths", work_with_paths}};
  if (!OWN_MALLOC) skip();
  write_text(path_in(state, "lines.txt"), "caf\xE9\ncoop\xE9ratif\r\n\nlast");
  assert_int_equal(symlink("lines.txt", path_in(state, "link.txt")), 0);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_says_so_or_gives_the_same(*state, rows[i].what, rows[i].work);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_short_of_memory_says_so),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
