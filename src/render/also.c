/* The other items of a story. Copies come first, as the search has them, then translations.
 * A paper is named once, though it may have the item twice.
 * Both are cut after a dozen. */
#include "render/also.h"
#include "base/url.h"

#include <string.h>

enum { NAMES_MOST = 12 };

static bool is_translation(const search_hit *hit, const search_also *also) {
  return also->lang && hit->lang && strcmp(also->lang, hit->lang) != 0;
}

size_t also_groups(const search_hit *hit, messages_language language, also_group groups[ALSO_GROUPS]) {
  size_t count = 0, copies = 0;
  while (copies < hit->also_count && !is_translation(hit, &hit->also[copies]))
    copies++;
  const size_t sizes[] = {copies, hit->also_count - copies};
  for (size_t i = 0; i < ALSO_GROUPS; i++) {
    if (sizes[i] == 0) continue;
    also_group *group = &groups[count++];
    *group = (also_group){.items = hit->also + (i == 0 ? 0 : copies),
                          .count = sizes[i] < NAMES_MOST ? sizes[i] : NAMES_MOST,
                          .is_translated = i == 1};
    messages_split(language, i == 1 ? MESSAGE_ALSO_IN : MESSAGE_ALSO, 0, &group->before, &group->after);
  }
  return count;
}

sse_str also_name(const also_group *group, const search_also *item) {
  sse_str site = sse_url_site(sse_str_of(item->url));
  if (group->is_translated) return sse_str_of(item->lang);
  if (item->source) return sse_str_of(item->source);
  return site.length > 0 ? site : sse_str_of(item->title);
}
