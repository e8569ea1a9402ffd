package io.github.basicopsemulator.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A tab of the browser: clicks and types as a person does, and waits for what a person would see. */
final class Tab {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_IN_MILLIS = 20_000;
    private static final Map<String, Integer> KEYS = Map.of(
            "Enter",
            13,
            "Escape",
            27,
            "End",
            35,
            "Home",
            36,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40,
            "Tab",
            9);

    private final DevTools tools;

    /** How a tab is told what to do. */
    interface DevTools {
        JsonNode call(String method, Map<String, ?> parameters) throws Exception;
    }

    Tab(DevTools tools) throws Exception {
        this.tools = tools;
        tools.call("Page.enable", Map.of());
    }

    /** Goes to a page, and waits until it is there. */
    void navigate(URI url) throws Exception {
        tools.call("Page.navigate", Map.of("url", url.toString()));
        until("document.readyState === 'complete' && location.href.startsWith(" + quoted(url.toString()) + ")");
    }

    void reload() throws Exception {
        evaluate("window.leaving = true");
        tools.call("Page.reload", Map.of());
        until("!window.leaving && document.readyState === 'complete'");
    }

    void resize(int width, int height) throws Exception {
        tools.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Makes the system's theme light or dark, as the page sees it; what it remembers of its own is forgotten. */
    void systemTheme(String theme) throws Exception {
        evaluate("localStorage.removeItem('theme'), delete document.documentElement.dataset.theme");
        tools.call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** Evaluates an expression in the page; if it is a promise, waits for what it becomes. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode evaluated = tools.call(
                "Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (evaluated.has("exceptionDetails")) {
            throw new AssertionError(expression + "\n" + evaluated.get("exceptionDetails"));
        }
        return evaluated.get("result").path("value");
    }

    /** Waits until a condition holds in the page; while it goes from one page to another, none does. */
    void until(String condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_IN_MILLIS * 1_000_000L;
        while (System.nanoTime() < end) {
            if (holdsSoon(condition)) {
                return;
            }
        }
        throw new AssertionError("it did not come about in " + PATIENCE_IN_MILLIS + " ms that " + condition
                + "\nThe page says: " + evaluate("document.body.innerText").asText());
    }

    private boolean holdsSoon(String condition) throws Exception {
        try {
            return evaluate("""
                    new Promise((told) => {
                      const end = performance.now() + 2000;
                      const look = () => {
                        let holds = false;
                        try { holds = Boolean(%s) } catch (notYet) { }
                        holds || performance.now() > end ? told(holds) : setTimeout(look, 20);
                      };
                      look();
                    })""".formatted(condition)).asBoolean();
        } catch (IllegalStateException left) {
            return false;
        }
    }

    /** Waits until a text can be seen. */
    void untilSeen(String text) throws Exception {
        until("document.body.innerText.includes(" + quoted(text) + ")");
    }

    /** Waits until what fades or slides has come to its end. */
    void untilStill() throws Exception {
        until("document.getAnimations().every((each) => each.playState === 'finished')");
    }

    /** Clicks in the middle of the first element that a selector finds and that can be seen. */
    void click(String selector) throws Exception {
        clickOn("[...document.querySelectorAll(" + quoted(selector) + ")]");
    }

    /** Clicks the button, link or tab whose text begins so. */
    void press(String text) throws Exception {
        clickOn("[...document.querySelectorAll('dialog[open] button, button, a, summary')].filter((each) =>"
                + " each.textContent.trim().startsWith(" + quoted(text) + "))");
    }

    private void clickOn(String elements) throws Exception {
        String place =
                "(() => { const found = " + elements + ".find((each) => each.checkVisibility() && !each.disabled);"
                        + " if (!found) return null; found.scrollIntoView({block: 'center'});"
                        + " const box = found.getBoundingClientRect();"
                        + " return [box.x + Math.min(box.width / 2, 60), box.y + box.height / 2]; })()";
        until(place + " !== null");
        JsonNode at = evaluate(place);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            tools.call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            at.get(0).asDouble(),
                            "y",
                            at.get(1).asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Presses a key by its name, such as {@code ArrowDown}, or that of a character. */
    void key(String key) throws Exception {
        if (KEYS.containsKey(key)) {
            for (String type : List.of("keyDown", "keyUp")) {
                tools.call(
                        "Input.dispatchKeyEvent",
                        Map.of(
                                "type",
                                type,
                                "key",
                                key,
                                "code",
                                key,
                                "windowsVirtualKeyCode",
                                KEYS.get(key),
                                "text",
                                type.equals("keyDown") && key.equals("Enter") ? "\r" : ""));
            }
        } else {
            tools.call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "text", key));
            tools.call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
        }
    }

    /** Writes into whatever has the focus. */
    void type(String text) throws Exception {
        tools.call("Input.insertText", Map.of("text", text));
    }

    /** Everything that a screen reader is told of the page. */
    JsonNode accessibility() throws Exception {
        return tools.call("Accessibility.getFullAXTree", Map.of()).get("nodes");
    }

    /** What is in the frames of the page: media type and address of each. */
    List<String> frames() throws Exception {
        JsonNode tree = tools.call("Page.getFrameTree", Map.of()).get("frameTree");
        return tree.findValues("childFrames").stream()
                .flatMap(frames -> frames.findValues("frame").stream())
                .map(frame ->
                        frame.get("mimeType").asText() + " " + frame.get("url").asText())
                .toList();
    }

    /** Keeps what is seen as a picture among what the build leaves behind. */
    void screenshot(String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        untilStill();
        JsonNode taken = tools.call("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(
                folder.resolve(name + ".png"),
                Base64.getDecoder().decode(taken.get("data").asText()));
    }

    static String quoted(String text) throws Exception {
        return JSON.writeValueAsString(text);
    }
}
