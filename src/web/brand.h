/* Private to web/: what an organisation configures so that pages look like its own: a logo, a colour and a
 * style sheet. Everything is read and checked once, at the start, and served from memory, so faults are
 * reported at the start and not by a page. */
#ifndef SSE_WEB_BRAND_H
#define SSE_WEB_BRAND_H

#include "base/buffer.h"
#include "web/serve.h"

/* All zero if nothing is configured. */
struct brand {
  sse_buffer logo;
  const char *logo_path; /* below the search, named by its type: "logo.svg"; NULL for none */
  sse_buffer style;
  sse_buffer colours; /* a style sheet */
};

/* Reads what the options name. The caller resets `brand`, whatever the result. Errors: SSE_INVALID for a logo
 * of another type, SSE_TOO_LARGE for a file over SERVE_BRAND_MOST, those of opening, SSE_NO_MEMORY. */
sse_status brand_read(const serve_options *options, struct brand *brand, sse_error *err);
void brand_reset(struct brand *brand);

#endif
