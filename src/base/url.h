/* Addresses of the web: what is one, and how its parts are written.
 * Nothing here asks a server.
 * Source: RFC 3986. */
#ifndef SSE_BASE_URL_H
#define SSE_BASE_URL_H

#include "base/buffer.h"
#include "base/str.h"

#include <stdbool.h>

/* Appends text as a part of an address: unreserved characters (RFC 3986, 2.3) and those in `also` as they
 * are, every other byte as %XX. */
void sse_url_append_encoded(sse_buffer *buffer, const char *text, const char *also);

/* True for a text that is one http or https address and nothing else. */
bool sse_url_is_web(sse_str text);
/* True for the address of a site as a whole: no path but "/", no query. */
bool sse_url_is_root(sse_str url);

/* Appends the form by which two ways to write one address are compared: what names the same page gives the
 * same bytes. It is for comparison alone and never shown or asked. Nothing is appended for what is not a web
 * address. */
void sse_url_append_canonical(sse_buffer *out, sse_str url);

#endif
