/* For tests of pages: the body of a page, and the items expected from it.
 * Each row of a table is one page; its name says which one failed.
 * The text of an article about a ferry is shared by all of them. */
#ifndef SSE_TESTS_PAGING_H
#define SSE_TESTS_PAGING_H

#include "collecting.h"

#define FERRY                                                                                                \
  "<p>The crew of the ferry owns it from today, and the town has lent the money for it without "             \
  "interest.</p>"                                                                                            \
  "<p>Nobody else wanted to buy it, and the crew knows every board of it, said the harbour master.</p>"
#define FERRY_TEXT                                                                                           \
  "The crew of the ferry owns it from today, and the town has lent the money for it without interest.\n"     \
  "Nobody else wanted to buy it, and the crew knows every board of it, said the harbour master."

#define LD(json) "<script type='application/ld+json'>" json "</script>"

/* The body of an English page with the title Ferry, and its items. */
struct page {
  const char *name, *body, *items;
};

static void check_pages(void **state, const struct page *pages, size_t count, const char *losses) {
  for (size_t i = 0; i < count; i++) {
    sse_buffer bytes = {0};
    sse_buffer_printf(&bytes,
                      "<!doctype html><html lang=en><head><title>Ferry</title></head><body>%s</body></html>",
                      pages[i].body);
    const struct reading_case wanted = {
        .name = "page.html", .bytes = bytes.data, .items = pages[i].items, .losses = losses};
    write_text(path_in(state, wanted.name), bytes.data);
    struct collected collected = collect_file(path_in(state, wanted.name), NULL);
    if (strcmp(collected.items.data, pages[i].items) != 0)
      fail_msg("%s: items:\n%s", pages[i].name, collected.items.data);
    assert_collected(&collected, &wanted);
    collected_reset(&collected);
    sse_buffer_reset(&bytes);
  }
}

#define CHECK_LOSING(pages, losses) check_pages(state, pages, sizeof(pages) / sizeof *(pages), losses)
#define CHECK(pages)                CHECK_LOSING(pages, NULL)

#endif
