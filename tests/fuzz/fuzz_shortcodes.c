/* Feeds any bytes to the code that removes templates and JSX from Markdown, in each dialect.
 * Besides the sanitizers' checks, the output stays in proportion to the input, and it ends in time.
 * Built and run by scripts/fuzz. */
#include "source/format/shortcodes.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  for (int dialect = SHORTCODES_COMMON; dialect <= SHORTCODES_KNITR; dialect++) {
    sse_buffer out = {0};
    shortcodes_remove((sse_str){(const char *)data, size}, (shortcodes_dialect)dialect, &out);
    if (out.length > 8 * size) abort();
    sse_buffer_reset(&out);
  }
  return 0;
}
