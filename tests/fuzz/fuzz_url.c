/* Feeds any bytes to base/url.h: a link, and after the first newline its base address.
 * The output contains only characters that RFC 3986 allows, and is stable: the valid form of a valid form and
 * the canonical form of a canonical form are unchanged. Built and run by scripts/fuzz. */
#include "base/url.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char allowed[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%";

static void check_characters(sse_str url) {
  for (size_t i = 0; i < url.length; i++)
    if (!url.data[i] || !strchr(allowed, url.data[i])) abort();
}

/* Applying `append` to its own result must not change it. */
static void check_settled(void (*append)(sse_buffer *out, sse_str url), sse_str url) {
  sse_buffer once = {0}, twice = {0};
  append(&once, url);
  append(&twice, sse_buffer_str(&once));
  check_characters(sse_buffer_str(&once));
  if (!once.failed && !twice.failed && !sse_str_equal(sse_buffer_str(&once), sse_buffer_str(&twice))) abort();
  sse_buffer_reset(&once);
  sse_buffer_reset(&twice);
}

static void check_valid(sse_str url) {
  sse_buffer again = {0}, canonical = {0};
  sse_url_append_valid(&again, url);
  sse_url_append_canonical(&canonical, url);
  if (!sse_str_equal(sse_buffer_str(&again), url) || canonical.length == 0 || !sse_url_is_web(url)) abort();
  check_settled(sse_url_append_anonymous, url);
  sse_buffer_reset(&again);
  sse_buffer_reset(&canonical);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  sse_str text = {(const char *)data, size}, base = {0};
  const char *newline = size > 0 ? memchr(text.data, '\n', size) : NULL;
  sse_buffer out = {0}, shown = {0};
  if (newline) {
    text.length = (size_t)(newline - text.data);
    base = (sse_str){newline + 1, size - text.length - 1};
  }
  sse_url_resolve(text, base, &out);
  check_characters(sse_buffer_str(&out));
  if (out.length > 0) check_valid(sse_buffer_str(&out));
  check_settled(sse_url_append_canonical, text);
  check_settled(sse_url_append_valid, text);
  sse_url_append_redacted(&shown, text);
  sse_url_append_worldwide_id(&shown, text);
  (void)sse_url_is_root(text);
  sse_buffer_reset(&out);
  sse_buffer_reset(&shown);
  return 0;
}
