/* Language detection for texts that do not declare their language. */
#include "analysing.h"

#include "text/text.h"

static void assert_language(const char *text, const char *expected) {
  sse_str tag = text_detect(analyser, STR(text));
  assert_str_equal(tag.data ? tag : STR(""), expected);
}

struct row {
  const char *text, *tag;
};

static void assert_languages(const struct row rows[], size_t count) {
  for (size_t i = 0; i < count; i++) {
    sse_str tag = text_detect(analyser, STR(rows[i].text));
    if (!sse_str_equal(tag, STR(rows[i].tag)))
      fail_msg("%s, not %.*s: %s", rows[i].tag, (int)tag.length, tag.data ? tag.data : "", rows[i].text);
  }
}

static void headlines_are_told_by_their_words(void **state) {
  (void)state;
  assert_language("UN task force on the social and solidarity economy holds its 44th meeting", "en");
  assert_language("La France vote sa loi relative à l’économie sociale et solidaire", "fr");
  assert_language("Las cooperativas de trabajo crecen en los barrios de la ciudad", "es");
  assert_language("As cooperativas de trabalho crescem nos bairros da cidade", "pt");
  assert_language("Die Genossenschaften wachsen in den Vierteln der Stadt", "de");
  assert_language("Le cooperative di lavoro crescono nei quartieri della città", "it");
}

/* A headline and the beginning of a summary in each language that the cases above leave out. */
static void thirty_languages_are_told_from_one_another(void **state) {
  static const struct row rows[] = {
      {"Hợp tác xã nông nghiệp được thành lập ở tỉnh miền Trung", "vi"},
      {"Các thành viên của hợp tác xã đã bầu ban quản trị mới trong năm nay", "vi"},
      {"De coöperatie van de boeren opent een winkel in het dorp", "nl"},
      {"Kooperativet öppnar en butik som ägs av medlemmarna i byn", "sv"},
      {"Andelsselskabet åbner en butik, der ejes af medlemmerne og ikke af banken", "da"},
      {"Samvirkelaget åpner en butikk som eies av medlemmene og ikke av banken", "no"},
      {"Osuuskunta avaa kaupan, jonka omistavat jäsenet ja joka on myös kirjasto", "fi"},
      {"Spółdzielnia otwiera sklep, który należy do członków i jest także biblioteką", "pl"},
      {"Družstvo otevírá obchod, který patří členům a je také knihovnou ve městě", "cs"},
      {"Družstvo otvára obchod, ktorý patrí členom a je tiež knižnicou v meste", "sk"},
      {"Zadruga otvara trgovinu koja pripada članovima i koja je također knjižnica u gradu", "hr"},
      {"Zadruga odpira trgovino, ki pripada članom in je tudi knjižnica v mestu", "sl"},
      {"Cooperativa deschide un magazin care este al membrilor și nu al băncii din oraș", "ro"},
      {"A szövetkezet üzletet nyit, amely a tagoké, és nem a banké", "hu"},
      {"Kooperatif, üyelerin olan bir dükkân açıyor ve bu dükkân aynı zamanda kütüphane", "tr"},
      {"Koperasi membuka toko yang dimiliki oleh anggota dan bukan oleh bank di kota", "id"},
      {"La cooperativa obre una botiga que és dels socis i no del banc amb els pagesos", "ca"},
      {"Kooperatibak denda bat ireki du eta bazkideena da, ez bankuarena", "eu"},
      {"Kooperatyvas atidaro parduotuvę, kuri yra narių ir ne tik banko mieste", "lt"},
      {"Kooperatīvs atver veikalu, kas pieder biedriem un ir arī bibliotēka", "lv"},
      {"Ühistu avab kaupluse, mis kuulub liikmetele ja on ka raamatukogu", "et"},
      {"Ushirika wa wakulima umefungua duka ambalo ni la wanachama katika kijiji", "sw"},
      {"Ang kooperatiba ng mga magsasaka ay nagbukas ng tindahan sa bayan para sa kasapi", "tl"},
      {"Osclaíonn an comharchumann siopa leis na baill agus tá leabharlann ann ar an mbaile", "ga"},
      {"ქალაქის კოოპერატივი", "ka"},
      {"সমবায় সমিতির সদস্য", "bn"},
      {"కార్మికుల సహకార సంఘం", "te"},
      {"សហករណ៍កសិកម្ម", "km"},
      {"Ауыл шаруашылығы кооперативтері құрылды", "kk"},
  };
  (void)state;
  assert_languages(rows, sizeof rows / sizeof *rows);
}

static void languages_in_latin_letters_are_told_from_their_neighbours(void **state) {
  static const struct row rows[] = {
      {"Kooperativa e fermerëve hapi një dyqan të ri në fshat", "sq"},
      {"Anëtarët e kooperativës zgjodhën kryetarin e tyre të parë dhe nuk do të shesin tokën", "sq"},
      {"Samvinnufélagið opnaði nýja verslun í þorpinu í gær", "is"},
      {"Félagsmenn kusu nýja stjórn og ákváðu að lækka verðið á mjólk", "is"},
      {"Die koöperasie van die boere het 'n winkel in die dorp oopgemaak", "af"},
      {"Lede van die bank sal nie vir hulle lenings hoef te betaal nie", "af"},
      {"Medlemmene valgte et nytt styre og vil ikke selge bygningen nå", "no"},
      {"Laget har etter hvert blitt det største i fylket, og mange fikk jobb", "no"},
      {"Samvirkelaget opnar ein butikk som medlemene eig, og ikkje banken", "no"},
      {"Medlemmerne valgte en ny bestyrelse og vil ikke sælge bygningen nu", "da"},
      {"Foreningen er efterhånden blevet den største, og mange fik arbejde af den", "da"},
      {"Mae aelodau’r fenter wedi agor siop newydd yn y pentref", "cy"},
      {"Bydd y cwmni cydweithredol yn cael ei redeg gan y gweithwyr", "cy"},
      {"A cooperativa dos labregos abriu unha tenda na aldea e non pechará ata o outono", "gl"},
      {"Os socios elixiron unha nova directiva, que lles dará conta do que se fixo este ano", "gl"},
      {"Il-koperattiva tal-bdiewa fetħet ħanut ġdid fir-raħal u l-membri huma kuntenti", "mt"},
      {"Il-membri għażlu kumitat ġdid li se jmexxi din is-sena", "mt"},
      {"La kooperativo de la kamparanoj malfermis novan butikon en la vilaĝo", "eo"},
      {"La membroj elektis novan estraron kaj ne volas vendi la domon", "eo"},
      {"Kooperativ kənddə yeni mağaza açdı və üzvlər bu qərarı dəstəklədi", "az"},
      {"Üzvlər yeni idarə heyəti seçdilər, lakin bina satılmayacaq", "az"},
      {"Kooperativ aʼzolari qishloqda yangi doʻkon ochdi va bu yil koʻproq ishchi kerak", "uz"},
      {"Koperasi petani membuka kedai baharu di kampung itu kerana ahli memerlukannya", "ms"},
      {"Kerajaan negeri berkata syarikat itu boleh membantu para ahli daripada pelbagai daerah", "ms"},
      {"Pemerintah mengatakan koperasi itu bisa membantu para anggota karena harga naik", "id"},
      {"Iskaashatada beeralayda ayaa dukaan cusub ka furtay tuulada", "so"},
      {"Xubnaha ayaa doortay guddi cusub oo aan iibin doonin dhismaha", "so"},
      {"Ƙungiyar manoma ta buɗe sabon shago a ƙauyen domin mambobinta", "ha"},
      {"Mambobin sun zaɓi sabon shugaba kuma ba za su sayar da ginin ba", "ha"},
      {"Ẹgbẹ́ alájẹṣẹ́kù àwọn àgbẹ̀ ti ṣí ilé ìtajà tuntun ní abúlé náà", "yo"},
      {"Àwọn ọmọ ẹgbẹ́ ti yan olórí tuntun, wọn kò sì ní ta ilé náà", "yo"},
      {"Otu imekọ ọnụ nke ndị ọrụ ugbo emepela ụlọ ahịa ọhụrụ n’obodo ahụ", "ig"},
      {"Ndị otu ahọpụtala onye isi ọhụrụ, ha agaghị ere ụlọ ahụ", "ig"},
      {"Inhlangano yabalimi ivule isitolo esisha emzaneni futhi amalungu ayajabula kakhulu", "zu"},
      {"Amalungu akhethe ibhodi elisha ngoba abafuni ukuthengisa isakhiwo, kusho usihlalo", "zu"},
      {"Amalungu akhethe ibhodi entsha kuba akafuni ukuthengisa isakhiwo, utshilo usihlalo", "xh"},
      {"Koperative y’abahinzi yafunguye iduka rishya mu mudugudu kandi abanyamuryango barishimye", "rw"},
      {"Societas agricolarum novam tabernam in vico aperuit, quae sociorum est et non argentariae", "la"},
      {"Socii novum consilium elegerunt neque aedificium vendere volunt, quod suum esse dicunt", "la"},
      {"Zadruga je otvorila prodavnicu u selu posle godinu dana, a članovi su izabrali predsednika", "sr"},
      {"Zadruga je otvorila trgovinu u selu nakon godinu dana, a članovi su izabrali predsjednika", "hr"},
      {"Ar genlabouradeg he deus digoret ur stal nevez er gêr evit he izili", "br"},
      {"Koperativ peyizan yo louvri yon magazen nan bouk la pou tout manm yo", "ht"},
      {"D’Kooperativ huet e Buttek am Duerf opgemaach an d’Membere sinn net traureg", "lb"},
      {"Nanokatra fivarotana vaovao tao an-tanàna ny koperativan’ny tantsaha", "mg"},
      {"Tha an co-chomann air bùth ùr fhosgladh anns a’ bhaile agus tha na buill toilichte", "gd"},
      {"Mokgatlo wa dihwai o butse lebenkele le letjha motseng mme ditho di thabile haholo", "st"},
      {"Mokgatlho wa balemirui o butse lebenkele le lesha mo motseng mme maloko a itumetse thata", "tn"},
      {"Sangano revarimi rakavhura chitoro chitsva mumusha uye nhengo dzakafara zvikuru", "sn"},
      {"Ekibiina ky’abalimi kyagguddewo edduuka eppya mu kyalo era bammemba basanyufu nnyo", "lg"},
      {"Kua whakatuwhera te rōpū kaipāmu i tētahi toa hou i te papakāinga mō ngā mema", "mi"},
  };
  (void)state;
  assert_languages(rows, sizeof rows / sizeof *rows);
}

static void languages_that_share_another_script_are_told_from_one_another(void **state) {
  static const struct row rows[] = {
      {"Фермеры открыли новый магазин в деревне, но здание продавать не будут", "ru"},
      {"Члены кооператива избрали правление", "ru"},
      {"Фермери відкрили нову крамницю в селі, але будівлю не продаватимуть", "uk"},
      {"Члени спілки обрали нове правління", "uk"},
      {"Фермеры адкрылі новую краму ў вёсцы, але будынак прадаваць не будуць", "be"},
      {"Сябры каператыва абралі новае праўленне", "be"},
      {"Земеделците откриха нов магазин в селото, но сградата няма да бъде продадена", "bg"},
      {"Членовете на кооперацията избраха ново ръководство", "bg"},
      {"Земјоделците отворија нова продавница во селото, но зградата нема да се продаде", "mk"},
      {"Земљорадници су отворили нову продавницу у селу, али зграду неће продати", "sr"},
      {"Чланови задруге изабрали су ново руководство", "sr"},
      {"Шаруалар ауылда жаңа дүкен ашты, бірақ ғимаратты сатпайды", "kk"},
      {"Малчид сумандаа шинэ дэлгүүр нээсэн боловч барилгаа зарахгүй гэж байна", "mn"},
      {"Хоршооны гишүүд шинэ удирдлагаа сонголоо", "mn"},
      {"Деҳқонон дар деҳа мағозаи нав кушоданд, аммо бинои онро намефурӯшанд", "tg"},
      {"Фермерлар авылда яңа кибет ачты, әмма бинаны сатмаячак һәм бу турыда әйтте", "tt"},
      {"افتتح المزارعون متجرا جديدا في القرية ولن يبيعوا المبنى", "ar"},
      {"انتخب أعضاء التعاونية مجلسا جديدا", "ar"},
      {"کشاورزان فروشگاه تازه‌ای در روستا باز کردند و ساختمان "
       "را "
       "نمی‌فروشند",
       "fa"},
      {"اعضای تعاونی هیئت مدیره را انتخاب کردند", "fa"},
      {"کسانوں نے گاؤں میں نئی دکان کھولی ہے لیکن عمارت نہیں بیچیں گے", "ur"},
      {"انجمن کے ارکان نے نیا صدر چن لیا", "ur"},
      {"د ټولنې غړو نوی مشر وټاکه", "ps"},
      {"جووتیاران دوکانێکی نوێیان لە گوندەکە کردەوە بەڵام بیناکە نافرۆشن", "ckb"},
      {"دېھقانلار يېزىدا يېڭى دۇكان ئاچتى، لېكىن بىنانى ساتمايدۇ", "ug"},
      {"هارين ڳوٺ ۾ نئون دڪان کوليو آهي پر عمارت نه وڪڻندا", "sd"},
      {"החקלאים פתחו חנות חדשה בכפר אך לא ימכרו את הבניין", "he"},
      {"חברי האגודה בחרו הנהלה חדשה", "he"},
      {"די פּויערים האָבן געעפֿנט אַ נײַע קראָם אין דאָרף און מען וועט דעם בנין נישט פֿאַרקויפֿן", "yi"},
      {"किसानों ने गाँव में नई दुकान खोली है और इमारत नहीं बेचेंगे", "hi"},
      {"समिति के सदस्यों ने नया अध्यक्ष चुना", "hi"},
      {"शेतकऱ्यांनी गावात नवीन दुकान उघडले आहे आणि इमारत विकणार नाहीत", "mr"},
      {"संस्थेच्या सदस्यांनी नवीन अध्यक्ष निवडला", "mr"},
      {"किसानहरूले गाउँमा नयाँ पसल खोलेका छन् र भवन बेच्ने छैनन्", "ne"},
      {"सहकारीका सदस्यहरूले नयाँ अध्यक्ष छानेका छन्", "ne"},
      {"কৃষকেরা গ্রামে একটি নতুন দোকান খুলেছেন কিন্তু ভবনটি বিক্রি করবেন না", "bn"},
      {"ଚାଷୀମାନେ ଗାଁରେ ଏକ ନୂଆ ଦୋକାନ ଖୋଲିଛନ୍ତି", "or"},
  };
  (void)state;
  assert_languages(rows, sizeof rows / sizeof *rows);
}

static void a_word_alone_is_of_the_commonest_language_of_its_script(void **state) {
  static const struct row rows[] = {
      {"кооператив", "ru"}, {"профсоюзы", "ru"}, {"التعاونيات", "ar"}, {"सहकारिता", "hi"},
      {"সমবায়", "bn"},      {"עבודה", "he"},     {"cooperativa", ""},  {"Genossenschaft", ""},
  };
  (void)state;
  assert_languages(rows, sizeof rows / sizeof *rows);
}

static void words_that_several_languages_have_tell_none(void **state) {
  static const struct row rows[] = {
      {"de la", ""},       {"cooperativa social", ""}, {"реформа банка", ""},
      {"bank kredit", ""}, {"banka kredi", ""},
  };
  (void)state;
  assert_languages(rows, sizeof rows / sizeof *rows);
}

static void scripts_tell_their_language(void **state) {
  (void)state;
  assert_language("iCOOP생협, 협동조합 주간 행사", "ko");
  assert_language("労働者協同組合の法律ができた", "ja");
  assert_language("中国的合作社发展", "zh");
  assert_language("Кооперативы и экономика", "ru");
  assert_language("Кооперативи та економіка", "uk");
  assert_language("Οι συνεταιρισμοί στην Ελλάδα", "el");
  assert_language("التعاونيات في العالم", "ar");
  assert_language("تعاونی‌ها در جهان و مردم ایران", "fa");
  assert_language("सहकारी समितियां", "hi");
  assert_language("สหกรณ์ไทย", "th");
}

static void what_is_not_clear_has_no_language(void **state) {
  (void)state;
  assert_language("", "");
  assert_language("2023 / 44", "");
  assert_language("KOICA iCOOP", "");
}

/* Each file of the sample archive is in the language that its name says. */
static void the_sample_archive_is_told_line_by_line(void **state) {
  static const char *const tags[] = {"en", "fr", "es", "ko"};
  (void)state;
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
    char path[64], line[4096];
    size_t told = 0, wrong = 0;
    (void)snprintf(path, sizeof path, "corpus/news-%s.txt", tags[i]);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
      sse_str tag = text_detect(analyser, STR(line));
      if (strlen(line) < 100 || tag.length == 0) continue;
      told++;
      if (!sse_str_equal(tag, STR(tags[i]))) wrong++;
    }
    assert_int_equal(fclose(file), 0);
    assert_true(told >= 10);
    assert_int_equal(wrong, 0);
  }
}

static void a_language_tag_has_the_form_of_rfc_5646(void **state) {
  static const char *const right[] = {"en", "pt-BR", "zh-Hant-TW", "es-419", "mul", "sl-rozaj-biske-1994"};
  static const char *const wrong[] = {"",
                                      "e-",
                                      "-en",
                                      "en--us",
                                      "en us",
                                      "12",
                                      "abcdefghi",
                                      "en\x03us",
                                      "fr\xC3\xA9",
                                      "pt_BR",
                                      "en-12345678-12345678-12345678-12345678"};
  (void)state;
  for (size_t i = 0; i < sizeof right / sizeof *right; i++)
    assert_true(text_is_language_tag(STR(right[i])));
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(text_is_language_tag(STR(wrong[i])));
}

static void a_tag_and_its_parts_have_a_length_at_the_most(void **state) {
  static const struct {
    const char *tag;
    bool is_one;
  } rows[] = {{"abcdefgh", true},
              {"abcdefghi", false},
              {"en-12345678", true},
              {"en-123456789", false},
              {"aa-bbbbbbbb-cccccccc-dddddddd-eeeee", true},
              {"aa-bbbbbbbb-cccccccc-dddddddd-eeeeee", false}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_true(text_is_language_tag(STR(rows[i].tag)) == rows[i].is_one);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tag_and_its_parts_have_a_length_at_the_most),
      cmocka_unit_test(headlines_are_told_by_their_words),
      cmocka_unit_test(thirty_languages_are_told_from_one_another),
      cmocka_unit_test(languages_in_latin_letters_are_told_from_their_neighbours),
      cmocka_unit_test(languages_that_share_another_script_are_told_from_one_another),
      cmocka_unit_test(a_word_alone_is_of_the_commonest_language_of_its_script),
      cmocka_unit_test(words_that_several_languages_have_tell_none),
      cmocka_unit_test(scripts_tell_their_language),
      cmocka_unit_test(what_is_not_clear_has_no_language),
      cmocka_unit_test(a_language_tag_has_the_form_of_rfc_5646),
      cmocka_unit_test(the_sample_archive_is_told_line_by_line),
  };
  return cmocka_run_group_tests(tests, make_analyser, free_analyser);
}
