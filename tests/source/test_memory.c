/* Reading while memory runs out: what is lost is told, whichever allocation fails.
 * Allocations fail through our own malloc, so with the address sanitizer, which has its own, nothing is
 * tried. Files are in UTF-8: what guesses an encoding is C++, which ends the program where memory is short.
 */
#include "collecting.h"

#include <errno.h>

static long countdown; /* allocations until the one that fails; 0: none does */
static bool happened;

#if defined(__SANITIZE_ADDRESS__)
#define OWN_MALLOC 0
#elif defined(__has_feature)
#define OWN_MALLOC !__has_feature(address_sanitizer)
#else
#define OWN_MALLOC 1
#endif

#if OWN_MALLOC
void *__libc_malloc(size_t size);                /* NOLINT: glibc's names */
void *__libc_calloc(size_t count, size_t size);  /* NOLINT */
void *__libc_realloc(void *memory, size_t size); /* NOLINT */

static bool fails(void) {
  bool is_due = countdown > 0 && --countdown == 0;
  if (!is_due) return false;
  happened = true;
  errno = ENOMEM;
  return true;
}

/* NOLINTBEGIN: the header's names for the arguments are reserved ones */
void *malloc(size_t size) {
  return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
  return fails() ? NULL : __libc_realloc(memory, size);
}
/* NOLINTEND */
#endif

/* What a reading handed on, counted without memory of its own. */
struct counted {
  size_t items, letters, problems;
};

static sse_status count_item(void *context, const source_item *item, sse_error *err) {
  struct counted *counted = context;
  (void)err;
  counted->items++;
  counted->letters += item->id.length + item->title.length + item->body.length + item->url.length +
                      item->source.length + item->tags.length + item->lang.length + item->path.length;
  return SSE_OK;
}

static void count_problem(void *context, const char *message) {
  (void)message;
  ((struct counted *)context)->problems++;
}

/* Reads the file with the allocation of that number failing. */
static sse_status read_with(const char *path, text_analyser *analyser, long number, struct counted *counted,
                            source_report *report) {
  const source_options options = {0};
  const source_handler handler = {.context = counted, .on_item = count_item, .on_problem = count_problem};
  sse_error err;
  *counted = (struct counted){0};
  happened = false;
  countdown = number;
  sse_status status = source_read(path, &options, analyser, &handler, report, &err);
  countdown = 0;
  return status;
}

#define MESSAGE                                                                                              \
  "From: =?utf-8?Q?F=C3=A9d?= <a@b>\nDate: 26 Jul 2023\nSubject: One\nMessage-ID: <1@x>\nContent-Type: "     \
  "multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\nWords.\n--x--\n\n"

static const struct {
  const char *name, *text;
} files[] = {
    {"a.txt", "A headline\n25 July 2023\nhttps://x.example/a\n\nFirst.\n\nSecond.\n"},
    {"a.md", "---\ntitle: A\ndate: 2023-07-25\ntags: [a, b]\n---\n\nSome *words*.\n"},
    {"a.csv", "title,text,date,url,other\nA,\"b\nc\",2023-07-25,https://x.example/a b,x\nB,d,,,\n"},
    {"a.jsonl", "{\"title\":\"A\",\"tags\":[\"a\",\"b\"],\"other\":1}\n{\"title\":\"B\",\"content_html\":\"<"
                "p>c</p>\"}\n"},
    {"a.json", "[{\"title\":\"A\"},{\"title\":\"B\",\"text\":\"c\"}]"},
    {"feed.json", "{\"version\":\"https://jsonfeed.org/version/"
                  "1.1\",\"title\":\"F\",\"items\":[{\"id\":\"1\",\"title\":\"A\"}]}"},
    {"a.xml",
     "<rss><channel><title>F</title><link>https://x.example/</link><item><title>A</title><link>/a</link>"
     "<description>&lt;p&gt;b&lt;/p&gt;</description><category>c</category><author>d</author></item></"
     "channel></rss>"},
    {"a.mbox", "From x\n" MESSAGE "From x\n" MESSAGE},
    {"a.html", "<!doctype html><html lang=en><title>A</title><article><h1>A</h1><p>Words of it.</article>"},
    {"h.txt", "Page\n\nJuly 2023\n 1. One\n\n   First text.\n 2. Two\n\n   Second text.\n"},
    {"a.warc", "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://x.example/\r\nContent-Type: "
               "text/plain\r\nContent-Length: 6\r\n\r\nA word\r\n\r\n"},
};

/* Reads the file again and again, each time with one allocation failing, until there are no more. */
static void assert_told(const char *path, text_analyser *analyser) {
  struct counted all, some;
  source_report report;
  for (int i = 0; i < 2; i++) /* what a library makes once is made */
    assert_int_equal(read_with(path, analyser, 0, &all, &report), SSE_OK);
  assert_true(all.items > 0);
  for (long number = 1;; number++) {
    sse_status status = read_with(path, analyser, number, &some, &report);
    if (!happened) return;
    bool is_told = status != SSE_OK || some.problems > all.problems;
    if (!is_told && (some.items != all.items || some.letters != all.letters))
      fail_msg("%s: allocation %ld: %zu items of %zu, %zu bytes of %zu", path, number, some.items, all.items,
               some.letters, all.letters);
  }
}

static void nothing_is_lost_without_a_word_where_memory_is_short(void **state) {
  text_analyser *analyser;
  sse_error err;
  if (!OWN_MALLOC) skip();
  assert_int_equal(text_analyser_new(&analyser, &err), SSE_OK);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    const char *path = path_in(state, files[i].name);
    write_text(path, files[i].text);
    assert_told(path, analyser);
  }
  char command[256];
  (void)snprintf(command, sizeof command, "cd '%s' && tar -czf all.tar.gz a.txt a.csv a.xml", (char *)*state);
  assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c): the path is made above */
  assert_told(path_in(state, "all.tar.gz"), analyser);
  text_analyser_free(analyser);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_lost_without_a_word_where_memory_is_short),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
