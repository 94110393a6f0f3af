/* The other items of a story: copies first, in search order, then translations.
 * Each paper and each language is named once, even if it has the item twice.
 * Both lists are cut after a dozen names. */
#include "render/also.h"
#include "base/host.h"
#include "base/url.h"

#include <string.h>

static bool is_translation(const search_hit *hit, const search_also *also) {
  return also->lang && hit->lang && strcmp(also->lang, hit->lang) != 0;
}

static sse_str name_of(const also_group *group, const search_also *item) {
  sse_str site = sse_url_site(sse_str_of(item->url));
  if (group->is_translated) return sse_str_of(item->lang);
  if (item->source) return sse_str_of(item->source);
  return site.length > 0 ? site : sse_str_of(item->title);
}

void also_append_name(const also_group *group, const search_also *item, sse_buffer *out) {
  const bool is_host = !group->is_translated && !item->source;
  if (is_host && sse_url_site(sse_str_of(item->url)).length > 0) {
    sse_host_append_shown(out, name_of(group, item));
  } else {
    sse_buffer_append_str(out, name_of(group, item));
  }
}

/* Adds an item, unless its name is already in the group or the group is full. */
static void add_item(also_group *group, const search_also *item) {
  sse_str name = name_of(group, item);
  for (size_t i = 0; i < group->count; i++)
    if (sse_str_equal(name_of(group, group->items[i]), name)) return;
  if (group->count < ALSO_NAMES) group->items[group->count++] = item;
}

size_t also_groups(const search_hit *hit, messages_language language, also_group groups[ALSO_GROUPS]) {
  size_t count = 0;
  for (size_t i = 0; i < hit->also_count; i++) {
    const search_also *item = &hit->also[i];
    bool is_translated = is_translation(hit, item);
    if (count == 0 || groups[count - 1].is_translated != is_translated) {
      if (count == ALSO_GROUPS) break;
      also_group *group = &groups[count++];
      *group = (also_group){.is_translated = is_translated};
      (void)messages_split(language, is_translated ? MESSAGE_ALSO_IN : MESSAGE_ALSO, 0, &group->before,
                           &group->after);
    }
    add_item(&groups[count - 1], item);
  }
  return count;
}
