/* Metadata in those lines of a text that the programs rendering it leave out. */
#include "collecting.h"
#include "source/format/preamble.h"

struct preamble_case {
  const char *name, *text;
  const char *withheld;                  /* NULL if public */
  const char *title, *date, *tags, *url; /* NULL if none */
};

static void assert_field(const struct preamble_case *wanted, const struct fields *fields, field which,
                         const char *text) {
  sse_str raw = sse_buffer_str(&fields->raw[which]);
  if (!sse_str_equal(raw, sse_str_of(text)) && (raw.length > 0 || text))
    fail_msg("%s: %s: field %d: %.*s", wanted->name, wanted->text, (int)which, (int)raw.length, raw.data);
}

static void assert_preambles(const struct preamble_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct preamble_case *wanted = &cases[i];
    struct fields fields = {0};
    sse_error err;
    source_report report = {0};
    const source_handler handler = {0};
    struct account account = {.handler = &handler, .report = &report};
    sse_str exact = copy_exactly(STR(wanted->text));
    assert_int_equal(preamble_take(wanted->name, exact, &account, &fields, &err), SSE_OK);
    const char *got = fields.withheld;
    if (wanted->withheld ? !got || strcmp(got, wanted->withheld) != 0 : got != NULL)
      fail_msg("%s: %s: %s", wanted->name, wanted->text, got ? got : "public");
    assert_field(wanted, &fields, FIELD_TITLE, wanted->title);
    assert_field(wanted, &fields, FIELD_DATE, wanted->date);
    assert_field(wanted, &fields, FIELD_TAGS, wanted->tags);
    assert_field(wanted, &fields, FIELD_URL, wanted->url);
    free((char *)exact.data);
    fields_reset(&fields);
  }
}

#define ASSERT_PREAMBLES(cases) assert_preambles(cases, sizeof(cases) / sizeof *(cases))

static void drafts_are_told_in_the_words_of_each_language(void **state) {
  static const struct preamble_case cases[] = {
      {.name = "a.org", .text = "#+TITLE: A\n#+DRAFT: t\n\n* Head\n", .withheld = "draft"},
      {.name = "a.org", .text = "#+title: A\r\n#+hugo_draft: true\r\n", .withheld = "draft"},
      {.name = "a.ORG",
       .text = ":PROPERTIES:\n:ID: 7\n:END:\n# remark\n#+STATUS: private\n",
       .withheld = "private"},
      {.name = "a.org", .text = "#+DRAFT: nil\n"},
      {.name = "a.org", .text = "#+HUGO_EXPIRYDATE: 2001-01-01\n", .withheld = "expired"},
      {.name = "a.adoc", .text = "= A\n:draft:\n\nText\n", .withheld = "draft"},
      {.name = "a.adoc", .text = "= A\nAgnes Moreau\n:page-draft: true\n", .withheld = "draft"},
      {.name = "a.asciidoc",
       .text = "// remark\n:page-published: false\n\n= A\n\nText\n",
       .withheld = "draft"},
      {.name = "a.adoc", .text = "= A\n:draft!:\n:page-draft: false\n"},
      {.name = "a.rst", .text = "A\n#\n\n:date: 2023-07-25\n:status: draft\n", .withheld = "draft"},
      {.name = "a.rst", .text = "=====\nTitle\n=====\n\n:Status: hidden\n", .withheld = "private"},
      {.name = "a.rst", .text = ".. title: A\n.. draft: true\n\nText\n", .withheld = "draft", .title = "A"},
      {.name = "a.rst", .text = ".. status: private\n\nText\n", .withheld = "private"},
      {.name = "a.rst", .text = "..\n   .. status: private\n\nText\n", .withheld = "private"},
      {.name = "a.adoc",
       .text = "---\ntitle: A\npublished: false\n---\n= A\n",
       .withheld = "draft",
       .title = "A"},
      {.name = "a.textile", .text = "---\nlayout: post\ndraft: true\n---\nh1. A\n", .withheld = "draft"},
  };
  (void)state;
  ASSERT_PREAMBLES(cases);
}

static void lines_below_the_beginning_of_the_text_tell_nothing(void **state) {
  static const struct preamble_case cases[] = {
      {.name = "a.org", .text = "#+TITLE: A\n\nText.\n#+DRAFT: t\n"},
      {.name = "a.org", .text = "* Head\n#+DRAFT: t\n"},
      {.name = "a.adoc", .text = "= A\n\nText\n\n:draft:\n"},
      {.name = "a.rst", .text = "A\n=\n\nText.\n\n:status: draft\n"},
      {.name = "a.rst", .text = ".. image:: draft.png\n.. [1] status: draft\n"},
      {.name = "a.md", .text = ":draft:\n"},
      {.name = "a.org", .text = ""},
      {.name = "draft", .text = "#+DRAFT: t\n"},
  };
  (void)state;
  ASSERT_PREAMBLES(cases);
}

static void fields_that_are_not_shown_are_taken(void **state) {
  static const struct preamble_case cases[] = {
      {.name = "a.org", .text = "#+FILETAGS: :mill:fair trade:\n#+TITLE: A\n", .tags = "mill\nfair trade\n"},
      {.name = "a.rst",
       .text = ".. title: The mill\n.. slug: mill\n.. date: 2023-07-25 10:00:00 UTC\n.. tags: mill, bank\n"
               ".. link: https://x.example/1\n\nText\n",
       .title = "The mill",
       .date = "2023-07-25 10:00:00 UTC",
       .tags = "mill\n bank\n",
       .url = "https://x.example/1"},
      {.name = "a.rst",
       .text = ".. remark\n\n   .. title: The mill\n\t.. date: 2023-07-25\n\nText\n\n   .. tags: mill\n",
       .title = "The mill",
       .date = "2023-07-25"},
  };
  (void)state;
  ASSERT_PREAMBLES(cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(drafts_are_told_in_the_words_of_each_language),
      cmocka_unit_test(lines_below_the_beginning_of_the_text_tell_nothing),
      cmocka_unit_test(fields_that_are_not_shown_are_taken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
