/* Private to render/: what Atom and JSON feeds say about an item, in neither syntax.
 * A server's feed has a base: the beginning of the addresses of its pages, without a slash at the end.
 * If memory is short, a buffer is marked as failed, as elsewhere. */
#ifndef SSE_RENDER_FEED_H
#define SSE_RENDER_FEED_H

#include "render/render.h"
#include "render/value.h"

/* Appends the address at which a reader finds the item: its own if that is a web address, else that of its
 * page below `base`; nothing if there is neither (`base` may be NULL). */
void render_feed_link(const search_hit *hit, const char *base, sse_buffer *out);

/* Appends a tag: URI (RFC 4151) made from an http(s) address: globally unique, and always the same for that
 * address. */
void render_feed_tag(const char *address, sse_buffer *out);
/* Appends a tag: URI for an item, made from the address of its page. */
void render_feed_item_tag(const search_hit *hit, const char *base, sse_buffer *out);

/* Appends a text as HTML, one paragraph per line. */
void render_feed_html(const char *text, sse_buffer *out);

/* Write when an item was published, taking the first month or day if the date lacks it; and when it was last
 * changed in the index or, if that is unknown, published. In RFC 3339; "" if unknown. */
void render_feed_published(const search_hit *hit, char time[RENDER_TIME_SIZE]);
void render_feed_updated(const search_hit *hit, char time[RENDER_TIME_SIZE]);

#endif
