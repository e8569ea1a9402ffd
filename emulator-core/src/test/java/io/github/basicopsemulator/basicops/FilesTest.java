package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.store.State;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files: how they come in, whose they become, and how they come out again. */
class FilesTest {

    private static final String CLOUD = """
            {"fileName":"sample.gif","contentType":"photo","cloudType":1,"cloudId":"0B_8xh8GFMTbncGRWNU9LRDBCWEU"}""";

    private final Api api = new Api();

    @BeforeEach
    void a_task() {
        api.create("/v1/task", "{'title': 'T'}");
    }

    @Test
    void the_documented_upload_runs() {
        byte[] picture = Pictures.plain("png", 3, 2);
        Api.Answer answer = post("/v1/upload", picture, "Content-Disposition", "attachment; filename=\"sample.png\"");
        String id = (String) answer.data().get("id");

        assertThat(answer.text()).isEqualTo("{\"success\":true,\"data\":{\"id\":\"" + id + "\"}}");
        assertThat(id).matches("[A-Za-z0-9+]{22}==");
        Api.Answer download = api.get("/v1/attachment/" + id + "/download");
        assertThat(download.status()).isEqualTo(200);
        assertThat(download.reply().body()).isEqualTo(picture);
        assertThat(download.header("Content-Type")).isEqualTo("image/png");
        assertThat(download.header("Content-Disposition")).isEqualTo("attachment; filename=\"sample.png\"");
    }

    @Test
    void the_documented_attachment_runs() {
        byte[] picture = Pictures.plain("png", 30, 20);
        Api.Answer answer =
                post("/v1/task/1/attachments", picture, "Content-Disposition", "attachment; filename=\"sample.png\"");
        String id = (String) answer.data().get("id");
        String shown = Percent.encode(id);

        assertThat(answer.text()).isEqualTo("{\"success\":true,\"data\":{\"id\":\"" + id + "\"}}");
        assertThat(attachments()).isEqualTo(List.of(Api.json("""
                        {'Id': 'ID', 'FileName': 'sample.png', 'Width': 30, 'Height': 20,
                         'Created': '2024-01-01T12:00:00.000Z', 'Size': BYTES,
                         'DownloadURL': 'BASE/v1/task/1/attachments/ID/download',
                         'ThumbnailURL': 'BASE/v1/task/1/attachments/ID/thumbnail/medium'}""".replace("'ID'", "'" + shown + "'")
                .replace("/ID/", "/" + shown + "/")
                .replace("BYTES", String.valueOf(picture.length))
                .replace("BASE", Api.BASE))));
        for (String end : List.of("", "/download")) {
            Api.Answer download = api.get("/v1/task/1/attachments/" + shown + end);
            assertThat(download.reply().body()).isEqualTo(picture);
            assertThat(download.header("Content-Disposition")).isEqualTo("attachment; filename=\"sample.png\"");
        }
    }

    @Test
    void the_documented_cloud_form_runs() {
        Api.Answer answer = post("/v1/task/1/attachments", CLOUD.getBytes(UTF_8), "Content-Type", "application/json");
        String id = (String) answer.data().get("id");

        assertThat(answer.text()).isEqualTo("{\"success\":true,\"data\":{\"id\":\"" + id + "\"}}");
        for (String path : List.of(
                "/v1/task/1/attachments/" + id,
                "/v1/task/1/attachments/" + id + "/download",
                "/v1/attachment/" + id + "/download?maxSize=1")) {
            assertThat(api.get(path).text()).as("no envelope").isEqualTo(CLOUD);
            assertThat(api.get(path).header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        }
        assertThat(attachments().get(0))
                .containsEntry("FileName", "sample.gif")
                .containsEntry("Size", null)
                .containsEntry("Width", null)
                .containsEntry("ThumbnailURL", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json                  |          | true",
                "application/json; charset=utf-8   | f.json   | true",
                "                                  |          | true",
                "application/x-www-form-urlencoded |          | true",
                "image/gif                         |          | true",
                "application/x-www-form-urlencoded | f.json   | false",
                "                                  | f.json   | false",
                "image/gif                         | f.gif    | false"
            })
    void a_body_is_of_the_cloud_form_when_its_type_says_so_or_no_file_is_named(
            String type, String name, boolean cloud) {
        String id = attach(type, name, CLOUD.getBytes(UTF_8));

        Api.Answer download = api.get("/v1/task/1/attachments/" + id);
        assertThat(download.text()).isEqualTo(CLOUD);
        assertThat(download.header("Content-Disposition").isEmpty()).isEqualTo(cloud);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cloudType\":1,\"fileName\":\"x\"}",
                "{\"cloudId\":\"x\",\"fileName\":\"x\"}",
                "[{\"cloudType\":1,\"cloudId\":\"x\"}]",
                "{\"cloudType\":1,\"cloudId\":\"x\"",
                "{}",
                ""
            })
    void json_that_is_not_of_the_cloud_form_is_a_file(String body) {
        String id = attach("application/json", null, body.getBytes(UTF_8));

        Api.Answer download = api.get("/v1/task/1/attachments/" + id);
        assertThat(download.text()).isEqualTo(body);
        assertThat(download.header("Content-Type")).isEqualTo("application/json");
        assertThat(download.header("Content-Disposition")).isEqualTo("attachment; filename=\"attachment\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6})
    void the_four_documented_clouds_are_taken(int cloud) {
        String json = CLOUD.replace("\"cloudType\":1", "\"cloudType\":" + cloud);
        String id = attach("application/json", null, json.getBytes(UTF_8));

        assertThat(api.get("/v1/task/1/attachments/" + id).text()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"cloudType\":4      | $.cloudType must be 1 (Google Drive), 2 (Box), 3 (Dropbox) or 6 (OneDrive), but was 4",
                "\"cloudType\":\"1\"  | $.cloudType must be 1",
                "\"cloudType\":null   | $.cloudType must be 1",
                "\"cloudType\":1,\"cloudId\":5 | $.cloudId must be a text, but was 5"
            })
    void a_cloud_that_is_none_is_refused(String cloudType, String message) {
        String json = cloudType.contains("cloudId")
                ? "{\"fileName\":\"f\",\"contentType\":\"photo\"," + cloudType + "}"
                : CLOUD.replace("\"cloudType\":1", cloudType);
        State before = api.state();

        assertThat(post("/v1/task/1/attachments", json.getBytes(UTF_8), "Content-Type", "application/json")
                        .refusal())
                .contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void the_cloud_form_needs_a_name_and_a_type() {
        assertThat(post(
                                "/v1/task/1/attachments",
                                "{\"cloudType\":1,\"cloudId\":\"x\"}".getBytes(UTF_8),
                                "Content-Type",
                                "application/json")
                        .refusal())
                .contains("$.fileName is required", "$.contentType is required");
    }

    @Test
    void what_else_is_in_the_cloud_form_is_passed_over() {
        api.createText("/v1/task/1/message", "{'message': 'M'}");
        String json = CLOUD.replace(
                "}", ",\"message\":1,\"task\":99,\"width\":7,\"content\":\"x\",\"key\":\"k\",\"signingKey\":\"s\"}");
        String id = attach("application/json", null, json.getBytes(UTF_8));

        assertThat(api.get("/v1/task/1/attachments/" + id).text()).isEqualTo(CLOUD);
        assertThat(attachments().get(0)).containsEntry("Width", null);
        api.done(api.delete("/v1/message/dm1"));
        assertThat(attachments()).as("the message never had it").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                  | sample.png  | image/png",
                "application/x-www-form-urlencoded | sample.png  | image/png",
                "APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8 | sample.png | image/png",
                "                                  | sample.pdf  | application/pdf",
                "                                  | sample      | application/octet-stream",
                "                                  |             | application/octet-stream",
                "text/markdown                     | sample.png  | text/markdown"
            })
    void the_type_of_a_file_is_what_was_sent_or_else_what_its_name_says(String type, String name, String expected) {
        Headers headers = headers(type, name);
        String id = (String)
                api.send("POST", "/v1/upload", headers, new byte[] {1}).data().get("id");

        assertThat(api.get("/v1/attachment/" + id + "/download").header("Content-Type"))
                .isEqualTo(expected);
    }

    @Test
    void a_body_that_calls_itself_a_form_is_read_raw() {
        byte[] everyByte = everyByte();
        byte[] form = "a=1&b=%20+c%zz".getBytes(UTF_8);
        for (byte[] content : List.of(everyByte, form)) {
            String id = attach("application/x-www-form-urlencoded", "sample.bin", content);
            assertThat(api.get("/v1/task/1/attachments/" + id).reply().body()).isEqualTo(content);
        }
    }

    @Test
    void an_empty_file_is_a_file() {
        String id = api.upload("empty.txt", new byte[0]);
        api.done(api.patch("/v1/task/1", "{'attachments': ['" + id + "']}"));

        assertThat(api.get("/v1/attachment/" + id + "/download").reply().body()).isEmpty();
        assertThat(attachments().get(0)).containsEntry("Size", 0L);
    }

    @Test
    void ids_are_found_raw_and_encoded_once_or_twice_and_a_plus_is_never_a_space() {
        String id;
        do {
            id = api.upload("f", new byte[] {1});
        } while (id.indexOf('+') < 0);
        String once = Percent.encode(id);

        for (String written : List.of(id, once, Percent.encode(once), id.replace("=", "%3d"))) {
            for (String end : List.of("/download", "/url")) {
                assertThat(api.get("/v1/attachment/" + written + end).status())
                        .as(written)
                        .isEqualTo(200);
            }
        }
        for (String other : List.of(id.replace("+", "%20"), id.replace("=", ""), id.substring(1), "%25zz")) {
            api.get("/v1/attachment/" + other + "/download").refusal(404, "not_found");
        }
        api.get("/v1/attachment/%zz/download").refusal(400, "bad_request");
    }

    @Test
    void no_id_has_a_slash() {
        for (int i = 0; i < 200; i++) {
            assertThat(api.upload("f", new byte[0])).doesNotContain("/");
        }
    }

    @Test
    void a_task_takes_uploads_when_it_is_made_and_more_when_it_is_changed() {
        String one = api.upload("1", new byte[1]);
        String two = api.upload("2", new byte[2]);
        String three = api.upload("3", new byte[3]);
        api.create("/v1/task", "{'title': 'U', 'attachments': ['" + one + "']}");
        assertThat(fileNames(2)).containsExactly("1");

        api.done(api.patch("/v1/task/2", "{'attachments': ['" + Percent.encode(two) + "', '" + one + "']}"));
        assertThat(fileNames(2)).containsExactly("1", "2");
        assertThat(api.post("/v1/task/bulk", """
                        {'items': [{'id': 2, 'attachments': ['THREE']}]}""".replace("THREE", three)).status())
                .isEqualTo(200);
        assertThat(fileNames(2)).containsExactly("1", "2", "3");
        api.done(api.patch("/v1/task/2", "{'attachments': []}"));
        api.done(api.patch("/v1/task/2", "{'attachments': null}"));
        api.done(api.patch("/v1/task/2", "{'title': 'V'}"));
        assertThat(fileNames(2)).as("nothing takes a file from a task").containsExactly("1", "2", "3");
    }

    @Test
    void an_upload_is_used_only_once() {
        String id = api.upload("1", new byte[1]);
        String taking = "'attachments': ['" + id + "']}";
        api.done(api.patch("/v1/task/1", "{" + taking));
        api.createText("/v1/task/1/message", "{'message': 'M'}");
        State before = api.state();

        for (Api.Answer second : List.of(
                api.post("/v1/task", "{'title': 'U', " + taking),
                api.post("/v1/task/1/message", "{'message': 'M', " + taking),
                api.post("/v1/message/dm1/reply", "{'message': 'M', " + taking),
                api.put("/v1/message/dm1", "{'message': 'M', " + taking),
                api.post("/v1/task/bulk", "{'items': [{'title': 'U', " + taking + "]}"))) {
            assertThat(second.refusal())
                    .contains("attachments[0] must be an upload that is not attached yet")
                    .contains("attached to task 1");
        }
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void two_items_of_one_request_cannot_share_an_upload() {
        String id = api.upload("1", new byte[1]);
        String item = "{'title': 'U', 'attachments': ['" + id + "']}";
        State before = api.state();

        assertThat(api.post("/v1/task/bulk", "{'items': [" + item + ", " + item + "]}")
                        .refusal())
                .contains("$.items[1].attachments[0] must be an upload that is not attached yet");
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void an_attachment_tells_that_its_task_was_updated_and_an_upload_tells_nothing_of_tasks() {
        api.passHours(1);
        api.upload("f", new byte[1]);
        assertThat(api.told()).doesNotContain("updated task 1");
        attach(null, "f", new byte[1]);
        assertThat(api.told()).containsOnlyOnce("updated task 1");

        assertThat(api.show("/v1/task/1")).containsEntry("updated", "2024-01-01T13:00:00.000Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attachment; filename=\"sample.png\"            | sample.png     | attachment; filename=\"sample.png\"",
                "attachment; filename=sample.png                | sample.png     | attachment; filename=\"sample.png\"",
                "attachment;FILENAME = \"a b.png\" ; size=3     | a b.png        | attachment; filename=\"a b.png\"",
                "inline; filename=\"a;b.png\"                   | a;b.png        | attachment; filename=\"a;b.png\"",
                "attachment; filename=\"é 😀.png\"              | é 😀.png       | attachment; filename=\"_ _.png\"; filename*=UTF-8''%C3%A9%20%F0%9F%98%80.png",
                "attachment; filename=\"x\"; filename*=UTF-8''%e2%82%ac.txt | €.txt | attachment; filename=\"_.txt\"; filename*=UTF-8''%E2%82%AC.txt",
                "attachment; filename=\"x\"; filename*=UTF-8''%ff | x            | attachment; filename=\"x\"",
                "attachment; filename=\"say \\\"hi\\\".txt\"    | say \"hi\".txt | attachment; filename=\"say _hi_.txt\"; filename*=UTF-8''say%20%22hi%22.txt",
                "attachment; filename*=UTF-8''a%0D%0ASet-Cookie:%20x.txt | aSet-Cookie: x.txt | attachment; filename=\"aSet-Cookie: x.txt\"",
                "attachment; filename=\"../../etc/passwd\"      | passwd         | attachment; filename=\"passwd\"",
                "attachment; filename=\"C:\\\\temp\\\\a.txt\"   | a.txt          | attachment; filename=\"a.txt\"",
                "attachment; filename*=UTF-8''..%2F..%2Fa.txt   | a.txt          | attachment; filename=\"a.txt\"",
                "attachment; filename=\"100%.txt\"              | 100%.txt       | attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt",
                "attachment; filename=\"a; filename*=UTF-8''b\"  | a; filename*=UTF-8''b | attachment; filename=\"a; filename*=UTF-8''b\"",
                "attachment; x=\"; filename=b\"; filename=a.txt  | a.txt          | attachment; filename=\"a.txt\"",
                "attachment; filename=\"..\"                    | attachment     | attachment; filename=\"attachment\"",
                "attachment; filename=\"\"                      | attachment     | attachment; filename=\"attachment\"",
                "attachment; filename=\"dir/\"                  | attachment     | attachment; filename=\"attachment\"",
                "attachment; filename=\"unclosed.png            | attachment     | attachment; filename=\"attachment\"",
                "attachment                                     | attachment     | attachment; filename=\"attachment\"",
                "nonsense                                       | attachment     | attachment; filename=\"attachment\""
            })
    void a_name_is_kept_as_far_as_it_is_one_and_written_so_that_it_harms_nobody(
            String sent, String name, String download) {
        byte[] content = everyByte();
        Api.Answer answer = post("/v1/task/1/attachments", content, "Content-Disposition", sent);
        Object id = answer.data().get("id");

        assertThat(attachments().get(0)).containsEntry("FileName", name);
        Api.Answer got = api.get("/v1/task/1/attachments/" + id + "/download");
        assertThat(got.header("Content-Disposition")).isEqualTo(download);
        assertThat(got.reply().body()).isEqualTo(content);
    }

    @Test
    void what_is_left_of_a_long_name_does_not_begin_with_a_space() {
        String sent = "attachment; filename=\"long" + " ".repeat(100) + "a".repeat(200) + "\"";

        post("/v1/task/1/attachments", everyByte(), "Content-Disposition", sent);

        assertThat(attachments().get(0)).containsEntry("FileName", "a".repeat(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "😀"})
    void a_name_that_is_too_long_keeps_its_end_and_no_half_of_a_character(String part) {
        Api.Answer answer = post(
                "/v1/task/1/attachments",
                new byte[0],
                "Content-Disposition",
                "attachment; filename=\"" + part.repeat(14_000) + ".png\"");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);

        assertThat((String) attachments().get(0).get("FileName"))
                .matches("(" + part + ")+\\.png")
                .hasSizeBetween(250, 255);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"       | 200", "?maxSize=10 | 200", "?maxSize=11 | 200", "?maxSize= | 200", "?other=1 | 200"})
    void a_file_that_is_not_larger_than_asked_for_comes_whole(String query, int status) {
        String id = api.upload("f", new byte[10]);

        Api.Answer answer = api.get("/v1/attachment/" + id + "/download" + (query == null ? "" : query));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.reply().body()).hasSize(10);
    }

    @Test
    void a_file_that_is_larger_than_asked_for_does_not_come_at_all() {
        String id = api.upload("f", new byte[10]);

        assertThat(api.get("/v1/attachment/" + id + "/download?maxSize=9").refusal(413, "payload_too_large"))
                .contains("10 bytes", "maxSize was 9");
        for (String nonsense : List.of("ten", "-1", "1.5", "99999999999999999999")) {
            assertThat(api.get("/v1/attachment/" + id + "/download?maxSize=" + nonsense)
                            .refusal())
                    .contains("?maxSize must be a number of bytes, but was \"" + nonsense + "\"");
        }
    }

    @Test
    void a_presigned_url_needs_no_token_and_lasts_fifteen_minutes() {
        String id = api.upload("sample.png", new byte[] {1, 2, 3});
        String url = (String)
                api.show("/v1/attachment/" + Percent.encode(id) + "/url").get("url");
        assertThat(url).startsWith(Api.BASE + "/");

        Api.Answer download = withoutToken(url);
        assertThat(download.status()).isEqualTo(200);
        assertThat(download.reply().body()).containsExactly(1, 2, 3);
        assertThat(download.header("Content-Disposition")).isEqualTo("attachment; filename=\"sample.png\"");

        api.passMinutes(15);
        api.passMillis(-1);
        assertThat(withoutToken(url).status()).isEqualTo(200);
        api.passMillis(1);
        assertThat(withoutToken(url).refusal(403, "forbidden"))
                .contains("valid until 2024-01-01T12:15:00Z", "now it is 2024-01-01T12:15:00Z");
        String again = (String) api.show("/v1/attachment/" + id + "/url").get("url");
        assertThat(withoutToken(again).status()).isEqualTo(200);
    }

    @Test
    void a_presigned_url_that_was_changed_is_refused() {
        String id = api.upload("1", new byte[1]);
        String other = api.upload("2", new byte[2]);
        String url = (String) api.show("/v1/attachment/" + id + "/url").get("url");
        long expires = Api.START.toEpochMilli() + 15 * 60_000;
        assertThat(url).contains("expires=" + expires);

        for (String changed : List.of(
                url.replace(Percent.encode(id), Percent.encode(other)),
                url.replace("expires=" + expires, "expires=" + (expires + 1)),
                url.replace("expires=" + expires, "expires=never"),
                url.replace("expires=" + expires, "expires=99999999999999999999"),
                url.replace("expires=" + expires + "&", ""),
                url.substring(0, url.length() - 1),
                url.replaceFirst("signature=.*", "signature="),
                url.substring(0, url.indexOf('?')))) {
            withoutToken(changed).refusal(403, "forbidden");
        }
        withoutToken(url.replace(Percent.encode(id), "nothing")).refusal(404, "not_found");
    }

    @Test
    void only_the_presigned_url_needs_no_token() {
        String id = api.upload("1", new byte[1]);

        for (String path : List.of("/download", "/url", "/signed/x")) {
            withoutToken("/v1/attachment/" + id + path).refusal(401, "unauthorized");
        }
        assertThat(api.send("POST", "/v1/upload", new Headers(), new byte[1]).refusal(401, "unauthorized"))
                .contains("Authorization");
    }

    @ParameterizedTest
    @CsvSource({"icon, 16, 12", "small, 64, 48", "medium, 256, 192", "large, 512, 384"})
    void a_thumbnail_is_a_png_of_the_size_asked_for(String size, int width, int height) {
        for (String format : List.of("png", "jpg", "gif", "bmp")) {
            String id = attach(null, "my.photo." + format, Pictures.plain(format, 800, 600));
            Api.Answer answer = api.get("/v1/task/1/attachments/" + id + "/thumbnail/" + size);

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("image/png");
            assertThat(answer.header("Content-Disposition"))
                    .isEqualTo("attachment; filename=\"my.photo-" + size + ".png\"");
            assertThat(answer.reply().body()).startsWith(0x89, 'P', 'N', 'G');
            BufferedImage thumbnail = Pictures.read(answer.reply().body());
            assertThat(List.of(thumbnail.getWidth(), thumbnail.getHeight())).containsExactly(width, height);
        }
    }

    @Test
    void the_shown_url_of_a_thumbnail_leads_to_it() {
        attach(null, "a.png", Pictures.plain("png", 300, 300));
        String url = (String) attachments().get(0).get("ThumbnailURL");

        Api.Answer answer = api.get(url.substring(Api.BASE.length()));
        assertThat(Pictures.read(answer.reply().body()).getWidth()).isEqualTo(256);
    }

    @ParameterizedTest
    @CsvSource({"5, 3, 5, 3", "20, 1, 16, 1", "1, 500, 1, 16"})
    void a_small_picture_is_not_made_larger_and_a_thin_one_does_not_vanish(
            int width, int height, int expectedWidth, int expectedHeight) {
        String id = attach(null, "a.png", Pictures.plain("png", width, height));

        BufferedImage thumbnail = Pictures.read(api.get("/v1/task/1/attachments/" + id + "/thumbnail/icon")
                .reply()
                .body());
        assertThat(List.of(thumbnail.getWidth(), thumbnail.getHeight())).containsExactly(expectedWidth, expectedHeight);
    }

    @ParameterizedTest
    @ValueSource(strings = {"huge", "Icon", "16", "medium.png"})
    void there_are_no_other_sizes(String size) {
        String id = attach(null, "a.png", Pictures.plain("png", 5, 5));

        assertThat(api.get("/v1/task/1/attachments/" + id + "/thumbnail/" + size)
                        .refusal())
                .contains("must be one of [icon, small, medium, large], but was \"" + size + "\"");
    }

    @Test
    void what_is_no_picture_has_no_thumbnail() {
        String text = attach("image/png", "a.png", "not a picture".getBytes(UTF_8));
        String cloud = attach("application/json", null, CLOUD.getBytes(UTF_8));
        byte[] picture = Pictures.plain("png", 50, 50);
        String damaged = attach(null, "b.png", Arrays.copyOf(picture, 45));

        assertThat(attachments()).extracting(file -> file.get("Width")).containsExactly(null, null, 50L);
        for (String id : List.of(text, cloud, damaged)) {
            api.get("/v1/task/1/attachments/" + id + "/thumbnail/icon").refusal(404, "not_found");
        }
    }

    @Test
    void a_picture_that_declares_too_many_pixels_is_kept_but_never_decoded() {
        byte[] bomb = Pictures.declaring(30_000, 30_000);
        String id = attach(null, "bomb.png", bomb);

        assertThat(attachments().get(0)).containsEntry("Width", 30_000L).containsEntry("Height", 30_000L);
        assertThat(api.get("/v1/task/1/attachments/" + id + "/thumbnail/icon").refusal())
                .contains("at most 100000000 pixels", "30000 x 30000");
        assertThat(api.get("/v1/task/1/attachments/" + id).reply().body()).isEqualTo(bomb);
    }

    @Test
    void a_picture_that_takes_too_much_of_the_heap_is_never_decoded() {
        byte[] picture = Pictures.plain("png", 1_000, 500);

        assertThatThrownBy(() -> Images.thumbnail(picture, 16, 7_900_000, FilesTest::notDecoded))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(
                        "is too large for the memory that is left: its 1000 x 500 pixels take 1 MiB or more")
                .hasMessageContaining("-Xmx");
        assertThat(Images.thumbnail(picture, 16, 8_000_000, (bytes, pixels) -> new byte[] {(byte) pixels}))
                .containsExactly(16);
    }

    private static byte[] notDecoded(byte[] bytes, int pixels) {
        throw new AssertionError("decoded");
    }

    static Stream<Throwable> failuresForMemory() {
        OutOfMemoryError memory = new OutOfMemoryError("Java heap space");
        return Stream.of(memory, new IllegalStateException(memory), new IOException(memory));
    }

    @ParameterizedTest
    @MethodSource("failuresForMemory")
    void a_picture_that_takes_the_last_memory_is_not_called_damaged(Throwable failure) {
        assertThatThrownBy(() -> Images.thumbnail(Pictures.plain("png", 50, 50), 16, 1L << 30, (bytes, pixels) -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    if (failure instanceof IOException exception) {
                        throw exception;
                    }
                    throw (RuntimeException) failure;
                }))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is too large for the memory that is left")
                .hasMessageNotContaining("damaged");
    }

    @Test
    void an_attachment_is_found_only_on_its_own_task() {
        api.create("/v1/task", "{'title': 'U'}");
        String id = attach(null, "a.png", Pictures.plain("png", 5, 5));
        String loose = api.upload("b.png", Pictures.plain("png", 5, 5));

        for (String path : List.of(
                "/v1/task/2/attachments/" + id,
                "/v1/task/2/attachments/" + id + "/download",
                "/v1/task/2/attachments/" + id + "/thumbnail/icon",
                "/v1/task/99/attachments/" + id,
                "/v1/task/1/attachments/" + loose,
                "/v1/task/1/attachments/8dMfbZuoDwmxVvx0W2rbWA==",
                "/v1/attachment/8dMfbZuoDwmxVvx0W2rbWA==/url")) {
            api.get(path).refusal(404, "not_found");
        }
        post("/v1/task/99/attachments", new byte[1]).refusal(404, "not_found");
        api.delete("/v1/task/1/attachments/" + id).refusal(405, "method_not_allowed");
    }

    @Test
    void files_go_with_their_task_and_uploads_that_wait_stay() {
        api.create("/v1/project", "{'title': 'P'}");
        api.done(api.patch("/v1/task/1", "{'project': 1}"));
        api.create("/v1/task", "{'title': 'child', 'parent': 1}");
        String one = attach(null, "a", new byte[1]);
        String two = api.upload("b", new byte[2]);
        api.done(api.patch("/v1/task/2", "{'attachments': ['" + two + "']}"));
        String url = (String) api.show("/v1/attachment/" + one + "/url").get("url");
        String waiting = api.upload("c", new byte[3]);

        api.delete("/v1/project/1");

        for (String gone : List.of(one, two)) {
            api.get("/v1/attachment/" + gone + "/download").refusal(404, "not_found");
        }
        withoutToken(url).refusal(404, "not_found");
        assertThat(api.get("/v1/attachment/" + waiting + "/download").status()).isEqualTo(200);
    }

    private String attach(String type, String name, byte[] content) {
        Api.Answer answer = api.send("POST", "/v1/task/1/attachments", headers(type, name), content);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (String) answer.data().get("id");
    }

    private static Headers headers(String type, String name) {
        Headers headers = Headers.of("Authorization", "Bearer any");
        if (type != null) {
            headers.add("Content-Type", type);
        }
        if (name != null) {
            headers.add("Content-Disposition", "attachment; filename=\"" + name + "\"");
        }
        return headers;
    }

    private Api.Answer post(String path, byte[] content, String... more) {
        Headers headers = Headers.of(more).add("Authorization", "Bearer any");
        return api.send("POST", path, headers, content);
    }

    private Api.Answer withoutToken(String url) {
        return api.send("GET", url.replace(Api.BASE, ""), new Headers(), new byte[0]);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> attachments() {
        return (List<Map<String, Object>>) api.show("/v1/task/1").get("attachments");
    }

    private List<Object> fileNames(long task) {
        List<?> files = (List<?>) api.show("/v1/task/" + task).get("attachments");
        return files.stream()
                .map(file -> (Object) ((Map<?, ?>) file).get("FileName"))
                .toList();
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
        return bytes;
    }

    @Test
    void a_form_with_a_file_in_it_is_refused_with_advice() {
        Headers headers = Headers.of("Authorization", "Bearer any", "Content-Type", "multipart/form-data; boundary=x");

        assertThat(api.send("POST", "/v1/upload", headers, "--x".getBytes(UTF_8))
                        .refusal())
                .contains("--data-binary", "Content-Disposition");
    }

    @Test
    void a_copy_of_a_template_has_no_files_of_the_template() {
        api.create("/v1/project", "{'title': 'T', 'isTemplate': true}");
        api.create("/v1/task", "{'title': 'T', 'project': 1}");
        api.post("/v1/task/1/attachments", "'content'");
        api.create("/v1/project", "{'title': 'P', 'template': 1}");

        assertThat(api.show("/v1/task/2")).containsEntry("attachments", List.of());
    }

    @Test
    void files_are_no_news() {
        List<String> told = api.told();
        api.post("/v1/upload", "'content'");

        assertThat(api.told()).isEqualTo(told);
    }
}
