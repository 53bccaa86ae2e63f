// Random secrets, groups, passphrases, exponents and both extendable flags, both ways.
const { execFileSync } = require("child_process");
const crypto = require("crypto");
const fs = require("fs");
const Slip39 = require("slip39");

const [breakglass, cases] = [process.argv[2], Number(process.argv[3])];
const below = (bound) => crypto.randomInt(bound);
const run = (...args) => execFileSync(breakglass, ["share", ...args], { stdio: ["ignore", "pipe", "pipe"] });

function randomPlan() {
  const groups = [];
  for (let count = 1 + below(4); count > 0; --count) {
    const members = 1 + below(6);
    const threshold = members === 1 ? 1 : 2 + below(members - 1);
    groups.push([threshold, members, "g" + groups.length]);
  }
  return { groups, required: 1 + below(groups.length) };
}

function shuffled(list) {
  const rest = [...list];
  const result = [];
  while (rest.length > 0) result.push(rest.splice(below(rest.length), 1)[0]);
  return result;
}

// Positions [group, member] of one quorum, in random order.
function quorum({ groups, required }) {
  const chosen = shuffled(groups.map((_, index) => index)).slice(0, required);
  return shuffled(chosen.flatMap((group) =>
    shuffled([...Array(groups[group][1]).keys()]).slice(0, groups[group][0]).map((member) => [group, member])));
}

const same = (a, b, what) => {
  if (Buffer.compare(Buffer.from(a), Buffer.from(b)) !== 0) throw Error("secrets differ: " + what);
};

for (let number = 0; number < cases; ++number) {
  const plan = randomPlan();
  const secret = crypto.randomBytes(number % 4 === 3 ? 16 : 32);
  const passphrase = number % 3 === 0 ? "" : "pass phrase " + number;
  const extendable = number % 2;
  const exponent = number % 7 === 0 ? 1 : 0;
  const dir = "case-" + number;
  const what = JSON.stringify({ number, plan, extendable, exponent });
  fs.writeFileSync("secret-" + number, secret);
  fs.writeFileSync("passphrase", passphrase + "\n");
  const pass = passphrase === "" ? [] : ["--passphrase-file", "passphrase"];

  // ours to theirs
  run("split", ...plan.groups.flatMap(([k, n, name]) => ["--group", `${name}=${k}/${n}`]),
    "--groups-required", String(plan.required), ...(extendable ? ["--extendable"] : []),
    "--iteration-exponent", String(exponent), "--secret-file", "secret-" + number, ...pass, "--output-dir", dir);
  const mnemonics = quorum(plan).map(([group, member]) =>
    fs.readFileSync(`${dir}/share-g${group}-${member + 1}.txt`, "utf8").split("\n").find((line) => line !== "" && line[0] !== "#"));
  same(Slip39.recoverSecret(mnemonics, passphrase), secret, "theirs from ours, " + what);

  // theirs to ours
  const theirs = Slip39.fromArray([...secret], {
    passphrase, threshold: plan.required, groups: plan.groups, iterationExponent: exponent, extendableBackupFlag: extendable,
  });
  const words = quorum(plan).map(([group, member]) => theirs.fromPath(`r/${group}/${member}`).mnemonics[0]);
  fs.writeFileSync("words-" + number, words.join("\n") + "\n");
  run("combine", ...pass, "--output", "back-" + number, "words-" + number);
  same(fs.readFileSync("back-" + number), secret, "ours from theirs, " + what);
}
console.log(`${cases} sets each way`);
