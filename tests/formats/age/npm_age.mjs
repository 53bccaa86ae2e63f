// The npm package age-encryption as a command:
//   node npm_age.mjs encrypt|decrypt IN OUT [--armor] [--passphrase WORDS | --key RECIPIENT|IDENTITY]
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const age = await import(pathToFileURL(process.env.BREAKGLASS_NPM + "/age-encryption/dist/index.js"));
const [verb, input, output, ...rest] = process.argv.slice(2);
const after = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
let bytes = new Uint8Array(readFileSync(input));
if (verb === "encrypt") {
    const encrypter = new age.Encrypter();
    if (after("--passphrase")) {
        encrypter.setScryptWorkFactor(12);
        encrypter.setPassphrase(after("--passphrase"));
    } else encrypter.addRecipient(after("--key"));
    bytes = await encrypter.encrypt(bytes);
    writeFileSync(output, rest.includes("--armor") ? age.armor.encode(bytes) : bytes);
} else {
    const decrypter = new age.Decrypter();
    if (after("--passphrase")) decrypter.addPassphrase(after("--passphrase"));
    else decrypter.addIdentity(after("--key"));
    if (rest.includes("--armor")) bytes = age.armor.decode(new TextDecoder().decode(bytes));
    writeFileSync(output, await decrypter.decrypt(bytes));
}
