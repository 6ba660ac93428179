const assert = require("node:assert");
const { test } = require("node:test");
const { bytesInWords, remainingInWords, tokenOf, refusalOf } = require("../../assets/js/upload.js");

test("lengths are told with three digits and a unit", () => {
    assert.equal(bytesInWords(0), "0 bytes");
    assert.equal(bytesInWords(1_281_000), "1.28 MB");
    assert.equal(bytesInWords(66_200_000), "66.2 MB");
    assert.equal(bytesInWords(1_070_000_000), "1.07 GB");
});

test("the time left is marked as an estimate", () => {
    assert.equal(remainingInWords(4.2), "≈ 5 s left");
    assert.equal(remainingInWords(130), "≈ 2 min 10 s left");
    assert.equal(remainingInWords(Infinity), "");
});

test("the token is found among other cookies", () => {
    assert.equal(tokenOf("a=1; _csrf_token=abc%3D; b=2"), "abc=");
    assert.equal(tokenOf("x_csrf_token=no"), "");
});

test("a refusal is told in the server's words, or in ours when it has none", () => {
    const told = refusalOf(413, { detail: "Too large.", hint: "Split it.", code: "FILE_TOO_LARGE" });
    assert.deepEqual(told, { message: "Too large.", hint: "Split it.", code: "FILE_TOO_LARGE" });
    assert.match(refusalOf(500, null).message, /status 500/);
});
