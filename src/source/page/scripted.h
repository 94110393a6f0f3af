/* Private to source/: links that scripts open, as boards of Korea and Japan have them.
 * Where a script names the address, the link gets it, and is one like others from then on.
 * Where it does not, what the link says can still be a headline. */
#ifndef SSE_SOURCE_PAGE_SCRIPTED_H
#define SSE_SOURCE_PAGE_SCRIPTED_H

#include "source/page/html.h"

/* Gives each link without an address of its own that which its script goes to: onclick="location.href='/a'",
 * href="javascript:location.replace('/a')", window.open('/a'). What a script puts together stays unknown.
 * A row, an item or a card that is clicked as a whole, with onclick or data-href, and has no link becomes
 * one; of a row, the cell with the headline. Short memory shows in errno. */
void scripted_give_addresses(xmlNode *root);

/* True for a link to another page that only a script knows: href="javascript:view(17)", href="#none" with
 * onclick or data for the script. */
bool scripted_is_link(const xmlNode *node);

#endif
