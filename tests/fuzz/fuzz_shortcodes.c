/* Feeds any bytes to what takes templates and JSX out of Markdown, as Markdown and as MDX.
 * Beside what the sanitizers see, nothing becomes longer than what replaces a tag, and it ends in time.
 * Built and run by scripts/fuzz. */
#include "source/format/shortcodes.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  for (int is_mdx = 0; is_mdx < 2; is_mdx++) {
    sse_buffer out = {0};
    shortcodes_remove((sse_str){(const char *)data, size}, is_mdx, &out);
    if (out.length > 8 * size) abort();
    sse_buffer_reset(&out);
  }
  return 0;
}
