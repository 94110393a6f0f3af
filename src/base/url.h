/* Web addresses: what counts as one, how it is made valid, and how two are compared.
 * An address here has the scheme http or https; nothing contacts a server.
 * Sources: WHATWG URL Standard (how links are read), RFC 3986 (which characters are valid). */
#ifndef SSE_BASE_URL_H
#define SSE_BASE_URL_H

#include "base/buffer.h"
#include "base/str.h"

#include <stdbool.h>

/* All of these may be called from any thread. If memory is short, `out->failed` is set. */

/* Appends text as a part of an address: unreserved characters (RFC 3986, 2.3) and those in `also` unchanged,
 * every other byte as %XX. */
void sse_url_append_encoded(sse_buffer *buffer, const char *text, const char *also);

/* True if the text is exactly one http or https address. */
bool sse_url_is_web(sse_str text);
/* True for the address of a whole site: no path but "/", no query but tracking parameters. */
bool sse_url_is_root(sse_str url);

/* The byte that the escape %XX at offset `at` stands for; -1 if there is no escape there. */
int sse_url_escape(sse_str text, size_t at);

/* Parts of an absolute address, borrowed from it; none if it is not one. The authority is everything between
 * "://" and the path: user, host and port. The site is the host without a leading "www.". */
sse_str sse_url_authority(sse_str address);
sse_str sse_url_site(sse_str address);

/* Appends the absolute address that a browser makes of `link`: characters that RFC 3986 does not allow become
 * %XX, existing %XX stays, the host is in lower case and ASCII (IDNA2008 with the mapping of UTS #46,
 * non-transitional), and a default port is dropped. White space around the link and line breaks in it are
 * dropped. User and password stay. Appends nothing if the link is not a web address: another scheme (mailto:,
 * javascript:), no host, a bad port, or a relative link. */
void sse_url_append_valid(sse_buffer *out, sse_str link);
/* Like sse_url_append_valid, but resolves a relative link against `base`. The base is an absolute address, or
 * the file URI (RFC 8089) of a file, for which links that begin with a slash lead nowhere; any other base
 * counts as none. An empty link gives nothing. `out` must not hold the text of `link` or `base`. */
void sse_url_resolve(sse_str link, sse_str base, sse_buffer *out);

/* Appends the form in which addresses are compared: two spellings of an address that name the same page give
 * the same bytes. The form is valid, with the scheme https, no user, no default port, no "www.", no slash at
 * the end of the path, no tracking parameters and no fragment (unless it is a route, "#!" or "#/", which
 * names a page); unreserved characters are not encoded. It is only for comparison and is never shown or
 * fetched. Appends nothing if `url` is not a web address. */
void sse_url_append_canonical(sse_buffer *out, sse_str url);

/* Appends the form in which ids are compared across sources, if the id names the same item everywhere: an
 * http(s) address that is not a site's root (its canonical form), a UUID (RFC 9562) that is not all zeros,
 * bare or as a URN (its 36 characters), a tag: URI (RFC 4151) or another URN (RFC 8141). Appends nothing for
 * any other id, which means something only in its own source. */
void sse_url_append_worldwide_id(sse_buffer *out, sse_str id);

/* Appends the valid form of an address without its user and password, fit for publication. */
void sse_url_append_anonymous(sse_buffer *out, sse_str url);

/* Appends an address, or a message that contains addresses, with each user and password replaced by "***". */
void sse_url_append_redacted(sse_buffer *out, sse_str text);

#endif
