/* Private to source/: links that scripts open, as on Korean and Japanese bulletin boards.
 * If a script names the address, the link gets it, and is an ordinary link from then on.
 * If not, the link's text can still be a headline. */
#ifndef SSE_SOURCE_PAGE_SCRIPTED_H
#define SSE_SOURCE_PAGE_SCRIPTED_H

#include "source/page/html.h"

/* Gives each link without an address the one that its script goes to: onclick="location.href='/a'",
 * href="javascript:location.replace('/a')", window.open('/a'). Addresses that a script composes stay unknown.
 * A row, an item or a card that is clicked as a whole, with onclick or data-href, and has no link becomes
 * one; of a row, the cell with the headline does. Short memory shows in errno. */
void scripted_give_addresses(xmlNode *root);

/* True for a link to another page that only a script knows: href="javascript:view(17)", or href="#none" with
 * onclick or data for the script. */
bool scripted_is_link(const xmlNode *node);

#endif
