/* Private to render/: what the two kinds of feeds say of an item, in words of neither.
 * A feed of a server has a base, the address with which those of its pages begin, without a slash at the end.
 * Where memory is short, a buffer fails as it does elsewhere. */
#ifndef SSE_RENDER_FEED_H
#define SSE_RENDER_FEED_H

#include "render/render.h"
#include "render/value.h"

/* Appends the address by which a reader gets to an item: its own where that is one of the web, else that of
 * its page below `base`; nothing where both are missing (NULL). */
void render_feed_link(const search_hit *hit, const char *base, sse_buffer *out);

/* Appends a tag: URI (RFC 4151) for an http(s) address: the same for the same address, and nobody else's. */
void render_feed_tag(const char *address, sse_buffer *out);
/* The same for an item, by the address of its page. */
void render_feed_item_tag(const search_hit *hit, const char *base, sse_buffer *out);

/* Appends a text as HTML: a paragraph a line. */
void render_feed_html(const char *text, sse_buffer *out);

/* Writes when an item was published, a date without month or day as the beginning of that time; and when it
 * was last changed in the index or, where that is not known, when it was published. In RFC 3339, "" for not
 * known. */
void render_feed_published(const search_hit *hit, char time[RENDER_TIME_SIZE]);
void render_feed_updated(const search_hit *hit, char time[RENDER_TIME_SIZE]);

#endif
