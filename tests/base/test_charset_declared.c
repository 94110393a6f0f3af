/* The encoding that a file declares for itself. */
#include "base/charset.h"
#include "testing.h"

struct row {
  const char *text;
  const char *label; /* "" if none */
};

static const struct row xml[] = {
    {"<?xml version=\"1.0\" encoding=\"euc-kr\"?><a/>", "euc-kr"},
    {"<?xml version='1.0' encoding='EUC-KR' standalone='yes'?>", "EUC-KR"},
    {"<?xml encoding = \"utf-16\" ?>", "utf-16"},
    {"\n \xEF\xBB\xBF<?xml encoding='x'?>", ""},
    {"\xEF\xBB\xBF<?xml encoding='koi8-r'?>", "koi8-r"},
    {"\r\n  <?xml encoding='koi8-r'?>", "koi8-r"},
    {"<?xml version='1.0'?><a encoding='koi8-r'/>", ""},
    {"<?xml-stylesheet encoding='koi8-r'?>", ""},
    {"<?xml encoding='koi8-r", "koi8-r"},
    {"<?xml encoding=", ""},
    {"<?xml", ""},
    {"<rss encoding='koi8-r'>", ""},
    {"text", ""},
    {"", ""},
};

static const struct row html[] = {
    {"<meta charset=utf-8>", "utf-8"},
    {"<META CHARSET = 'EUC-KR' />", "EUC-KR"},
    {"<meta charset=\" koi8-r \">", "koi8-r"},
    {"<meta/charset=koi8-r>", "koi8-r"},
    {"<html><head><meta name=x content=y><title>a</title><meta charset=koi8-r>", "koi8-r"},
    {"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">", "windows-1251"},
    {"<meta content='text/html;charset = \"windows-1251\"' http-equiv=content-type>", "windows-1251"},
    {"<meta http-equiv=content-type content='text/html; charset=koi8-r; x=y'>", "koi8-r"},
    {"<meta http-equiv=content-type content='charset charset=koi8-r'>", "koi8-r"},
    /* no declaration */
    {"<meta content='text/html; charset=windows-1251'>", ""},
    {"<meta http-equiv=refresh content='text/html; charset=windows-1251'>", ""},
    {"<meta name=charset content=koi8-r>", ""},
    {"<metal charset=koi8-r>", ""},
    {"<link charset=koi8-r>", ""},
    {"<a title='<meta charset=koi8-r>'>", ""},
    {"</meta charset=koi8-r>", ""},
    {"<!-- <meta charset=utf-8> --><meta charset=koi8-r>", "koi8-r"},
    {"<!--><meta charset=koi8-r>", "koi8-r"},
    {"<!-- <meta charset=utf-8>", ""},
    {"<script>s = '<meta charset=utf-8>'</SCRIPT><meta charset=koi8-r>", "koi8-r"},
    {"<style><meta charset=utf-8></style><meta charset=koi8-r>", "koi8-r"},
    {"<title><meta charset=utf-8></title><meta charset=koi8-r>", "koi8-r"},
    {"<textarea><meta charset=utf-8></textarea>", ""},
    {"<script><meta charset=utf-8>", ""},
    {"<!doctype html><?php ?><meta charset=koi8-r>", "koi8-r"},
    /* an unknown label is skipped */
    {"<meta charset=klingon><meta charset=koi8-r>", "koi8-r"},
    {"<meta charset=''><meta charset=koi8-r>", "koi8-r"},
    /* truncated */
    {"<meta charset=koi8-r", "koi8-r"},
    {"<meta charset=", ""},
    {"<meta charset", ""},
    {"<meta charset='koi8-r", "koi8-r"},
    {"<", ""},
    {"</", ""},
    {"<!", ""},
    {"", ""},
};

typedef sse_str declared_fn(sse_str sample);

static void check(const struct row *rows, size_t count, declared_fn *declared) {
  for (size_t i = 0; i < count; i++) {
    sse_str label = declared(STR(rows[i].text));
    if (!sse_str_equal(label, STR(rows[i].label)))
      fail_msg("%s: '%.*s'", rows[i].text, (int)label.length, label.data ? label.data : "");
  }
}

static void xml_declares_its_encoding_at_its_very_beginning(void **state) {
  (void)state;
  check(xml, sizeof xml / sizeof *xml, sse_charset_declared_xml);
}

static void html_declares_its_encoding_in_a_meta_element(void **state) {
  (void)state;
  check(html, sizeof html / sizeof *html, sse_charset_declared_html);
}

static void a_declaration_after_kilobytes_of_script_is_found(void **state) {
  (void)state;
  sse_buffer page = {0};
  sse_buffer_append_text(&page, "<html><head><script>");
  for (int i = 0; i < 1000; i++)
    sse_buffer_append_text(&page, "if (a < b) f('charset=utf-8');\n");
  sse_buffer_append_text(&page, "</script><meta charset=windows-1251>");
  assert_str_equal(sse_charset_declared_html(sse_buffer_str(&page)), "windows-1251");
  sse_buffer_reset(&page);
}

static void nothing_is_declared_in_units_of_two_bytes(void **state) {
  (void)state;
  static const char text[] = "<\0?\0x\0m\0l\0 \0e\0n\0c\0o\0d\0i\0n\0g\0=\0";
  assert_null(sse_charset_declared_xml((sse_str){text, sizeof text - 1}).data);
  assert_null(sse_charset_declared_html((sse_str){text, sizeof text - 1}).data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(xml_declares_its_encoding_at_its_very_beginning),
      cmocka_unit_test(html_declares_its_encoding_in_a_meta_element),
      cmocka_unit_test(a_declaration_after_kilobytes_of_script_is_found),
      cmocka_unit_test(nothing_is_declared_in_units_of_two_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
