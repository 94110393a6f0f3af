/* Addresses of the web: what is one, how it is made valid, and how two are compared.
 * An address here is of the schemes http and https; nothing asks a server.
 * Sources: WHATWG URL Standard (how links are read), RFC 3986 (which characters are valid). */
#ifndef SSE_BASE_URL_H
#define SSE_BASE_URL_H

#include "base/buffer.h"
#include "base/str.h"

#include <stdbool.h>

/* All of these may be called from any thread. Where memory is short, `out->failed` is set. */

/* Appends text as a part of an address: unreserved characters (RFC 3986, 2.3) and those in `also` as they
 * are, every other byte as %XX. */
void sse_url_append_encoded(sse_buffer *buffer, const char *text, const char *also);

/* True for a text that is one http or https address and nothing else. */
bool sse_url_is_web(sse_str text);
/* True for the address of a site as a whole: no path but "/", no query but tracking parameters. */
bool sse_url_is_root(sse_str url);

/* The byte that the escape %XX at a place of a text stands for; -1 where there is none. */
int sse_url_escape(sse_str text, size_t at);

/* Parts of an absolute address, in its own text; none where it is not one. The authority is all between "://"
 * and the path: user, host and port. The site is the host without a "www." before it. */
sse_str sse_url_authority(sse_str address);
sse_str sse_url_site(sse_str address);

/* Appends the absolute address that a browser makes of `link`, with every character that RFC 3986 does not
 * allow as %XX, %XX as it is, the host in lower case and ASCII (IDNA2008 with the mapping of UTS #46,
 * non-transitional), and without a default port. White space around the link and line breaks in it are
 * dropped. User and password stay. Nothing is appended for what is not a web address: another scheme
 * (mailto:, javascript:), no host, a bad port, or a relative link. */
void sse_url_append_valid(sse_buffer *out, sse_str link);
/* The same, and a relative link starts at `base`, an absolute address, or the file URI (RFC 8089) of a file,
 * where links that begin with a slash lead nowhere; a base that is neither counts as none. An empty link
 * gives nothing. `out` must not hold the text of `link` or `base`. */
void sse_url_resolve(sse_str link, sse_str base, sse_buffer *out);

/* Appends the form by which two ways to write one address are compared: what names the same page gives the
 * same bytes. It is valid, with the scheme https, no user, no default port, no "www.", no slash at the end of
 * the path, no tracking parameters, no fragment (unless it is a route, "#!" or "#/", which names a page), and
 * unreserved characters are not encoded. It is for comparison alone and never shown or asked. Nothing is
 * appended for what is not a web address. */
void sse_url_append_canonical(sse_buffer *out, sse_str url);

/* Appends the form by which two ways to write one id are compared, where the id names the same item wherever
 * it stands: an http(s) address that is not a site's root (its canonical form), a UUID (RFC 9562) that is not
 * all zeros, bare or as a URN (its 36 characters), a tag: URI (RFC 4151) or another URN (RFC 8141). Nothing
 * is appended for any other id: it means something in its own source only. */
void sse_url_append_worldwide_id(sse_buffer *out, sse_str id);

/* Appends the valid form of an address without its user and password, for all to see. */
void sse_url_append_anonymous(sse_buffer *out, sse_str url);

/* Appends an address, or a message with addresses in it, with each user and password as "***". */
void sse_url_append_redacted(sse_buffer *out, sse_str text);

#endif
