/* Private to web/: what an organisation sets so that pages look like its own: a logo, a colour, a style
 * sheet. All is read and checked once, at the start, and served from memory: what is wrong with it is said
 * then, and not by a page. */
#ifndef SSE_WEB_BRAND_H
#define SSE_WEB_BRAND_H

#include "base/buffer.h"
#include "web/serve.h"

/* All zero is none of it. */
struct brand {
  sse_buffer logo;
  const char *logo_path; /* below the search, by its type: "logo.svg"; NULL for none */
  sse_buffer style;
  sse_buffer colours; /* a style sheet */
};

/* Reads what the options name. `brand` is the caller's to reset, whatever the result. Errors: SSE_INVALID for
 * a logo of another type, SSE_TOO_LARGE for a file over SERVE_BRAND_MOST, those of opening, SSE_NO_MEMORY. */
sse_status brand_read(const serve_options *options, struct brand *brand, sse_error *err);
void brand_reset(struct brand *brand);

#endif
