import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { smpp as smppChannel } from "#channels/smpp/connector.ts";
import { openConnection, type News } from "#channels/sms/connection.ts";
import { smpp } from "#channels/sms/smpp.ts";
import type { HeldLine, LineNews } from "#kernel/connector.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { reach } from "#platform/http/outbound.ts";
import { cutMessage } from "#channels/sms/parts.ts";
import { startSmsGateway } from "#tests/simulators/sms-gateway.ts";
import { knownAccounts } from "#tests/simulators/sms/known.ts";

// Net::SMPP, a Perl library that shares nothing with us or with npm's smpp: its client at our centre, our account at its
// server. Run by hand: node tests/peers/smpp-perl.ts. Needs Debian's libnet-smpp-perl; without it this says so and ends with 2.

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

const client = String.raw`
  use strict; use warnings; use Net::SMPP;
  my ($port, $password) = @ARGV;
  my ($smpp, $bind) = Net::SMPP->new_transceiver('127.0.0.1', port => $port, smpp_version => 0x34, interface_version => 0x34, system_id => 'desk', password => $password);
  die "no line\n" unless $smpp && $bind;
  print "bind $bind->{status}\n";
  exit 0 if $bind->{status};
  my $answer = $smpp->submit_sm(source_addr => '10691', destination_addr => '8613800000001', data_coding => 8, registered_delivery => 1, short_message => pack('H*', '6e05660e7981706b')) or die "no answer\n";
  print "submit $answer->{status} $answer->{message_id}\n";
  my $report = $smpp->read_pdu() or die "no report\n";
  $smpp->deliver_sm_resp(seq => $report->{seq}, message_id => '') or die "not acknowledged\n";
  my ($named) = $report->{short_message} =~ /^id:(\S+) .*stat:(?:DELIVRD)/;
  printf "report %d %d %s\n", $report->{cmd}, $report->{esm_class}, $named;
  my $alive = $smpp->enquire_link() or die "not alive\n";
  print "alive $alive->{status}\n";
  my $query = $smpp->query_sm(message_id => $answer->{message_id}) or die "no query\n";
  print "query $query->{status} $query->{message_state}\n";
  my $gone = $smpp->unbind() or die "no goodbye\n";
  print "unbind $gone->{status}\n";
`;

const server = String.raw`
  use strict; use warnings; use Net::SMPP; use IO::Handle;
  STDOUT->autoflush(1);
  my $listen = Net::SMPP->new_listen('127.0.0.1', smpp_version => 0x34, interface_version => 0x34, port => $ARGV[0]) or die "no listening: $!\n";
  print "ready\n";
  my $line = $listen->accept or die "nobody came\n";
  my $count = 0;
  while (my $pdu = $line->read_pdu()) {
    my $seq = $pdu->{seq};
    if ($pdu->{cmd} == 9) { print "bind $pdu->{system_id} $pdu->{password}\n"; $line->bind_transceiver_resp(system_id => 'perl', seq => $seq); }
    elsif ($pdu->{cmd} == 4) {
      my $id = 'perl' . ++$count;
      printf "submit %s %d %d %s\n", $pdu->{destination_addr}, $pdu->{esm_class}, $pdu->{data_coding}, unpack('H*', $pdu->{short_message});
      $line->submit_sm_resp(message_id => $id, seq => $seq);
      $line->deliver_sm(source_addr => $pdu->{destination_addr}, destination_addr => '10691', esm_class => 4, async => 1,
        short_message => "id:$id sub:001 dlvrd:001 submit date:2604031400 done date:2604031401 stat:DELIVRD err:000 text:");
    }
    elsif ($pdu->{cmd} == 0x80000005) { print "acknowledged $pdu->{status}\n"; }
    elsif ($pdu->{cmd} == 0x15) { print "alive\n"; $line->enquire_link_resp(seq => $seq); }
    elsif ($pdu->{cmd} == 6) { print "unbind\n"; $line->unbind_resp(seq => $seq); last; }
    else { printf "strange %x\n", $pdu->{cmd}; }
  }
`;

/** Runs a Perl program to its end, handing on each line that it prints. */
async function perl(program: string, words: readonly string[], heard: (line: string) => void = () => undefined): Promise<string[]> {
  const process_ = spawn("perl", ["-e", program, ...words], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  createInterface({ input: process_.stdout }).on("line", (line) => { lines.push(line); heard(line); });
  await once(process_, "close");
  return lines;
}

const failures: string[] = [];
function expectLines(title: string, got: readonly string[], wanted: readonly (string | RegExp)[]): void {
  const right = got.length === wanted.length && wanted.every((want, i) => (typeof want === "string" ? want === got[i] : want.test(got[i] ?? "")));
  say(`${right ? "ok  " : "FAIL"} ${title}: ${got.join(" | ")}`);
  if (!right) failures.push(title);
}

async function clientAtOurCentre(): Promise<void> {
  const sim = await startSmsGateway({ kind: knownAccounts.smpp });
  const lines = await perl(client, [String(sim.port), "pass"]);
  const ref = sim.ledger[0]?.ref ?? "";
  expectLines("its client at our centre", lines, ["bind 0", `submit 0 ${ref}`, `report 5 4 ${ref}`, "alive 0", "query 0 2", "unbind 0"]);
  expectLines("what our centre took", sim.ledger.map(({ phone, content }) => `${phone} ${content.toString("hex")}`), ["8613800000001 6e05660e7981706b"]);
  expectLines("its client with a wrong password", await perl(client, [String(sim.port), "wrong"]), ["bind 14"]);
  await sim.stop();
}

async function ourAccountAtItsServer(): Promise<void> {
  const port = 20_000 + (process.pid % 20_000);
  const gateway = smpp({ systemId: "desk", password: "pass", systemType: "", source: { ton: 0, npi: 0, address: "10691" }, destination: { ton: 1, npi: 1, prefix: "86" } });
  const cut = cutMessage("清明期间禁止一切野外用火。".repeat(7), gateway.codings, 7);
  if (!cut.ok) throw new Error(cut.refusal.code);
  const { coding, parts } = cut.value;
  const news: News[] = [];
  const lines = await perl(server, [String(port)], (line) => {
    if (line !== "ready") return;
    const connection = openConnection({
      host: "127.0.0.1", port, gateway, settings: { heartbeatSeconds: 0.3 }, clock: () => new Date(),
      listener: (one) => { news.push(one); if (one.kind === "delivered") setTimeout(() => void connection.stop(), 500); },
    });
    connection.submit("a", parts.map(({ header, content }, i) => ({ phone: "13800000001", coding, header, content, number: i + 1, total: parts.length })));
  });
  const submits = parts.map(({ content }) => `submit 8613800000001 64 8 ${content.toString("hex")}`);
  expectLines("our account at its server", lines, ["ready", "bind desk pass", ...submits, "acknowledged 0", "acknowledged 0", "alive", "unbind"]);
  expectLines("what our account was told", news.map(({ kind }) => kind), ["line", "report", "settled", "report", "delivered", "line"].map((kind) => new RegExp(`^(?:${kind}|report|settled)$`)));
}

/** The line as the house holds it: cut from signed bytes, dialled by the way out, part by part. */
async function ourLineAtItsServer(): Promise<void> {
  const { line } = smppChannel;
  const port = 20_000 + ((process.pid + 1) % 20_000);
  const config = { host: "127.0.0.1", port, signName: "吉林应急", phones: ["13800000001"], systemId: "desk", sourceAddress: "10691" };
  const cut = line?.cut(canonical({ signName: "吉林应急", words: "清明期间禁止一切野外用火。".repeat(7) }), config, 9);
  if (!line || !cut?.ok) throw new Error("not cut");
  const frames = cut.value;
  const told: string[] = [];
  const lines = await perl(server, [String(port)], (said) => {
    if (said !== "ready") return;
    let reports = 0;
    const tell = (news: LineNews): void => {
      told.push(news.kind === "report" ? `report ${news.id} ${news.report.state}` : news.kind === "answered" ? `answered ${news.id} ${news.ref}` : news.kind);
      if (news.kind === "bound") frames.forEach((frame, i) => held.carry(`part${i + 1}`, { phone: "13800000001", number: i + 1, total: frames.length, frame }));
      if (news.kind === "report" && (reports += 1) === frames.length) setTimeout(() => void held.stop(), 300);
    };
    const held: HeldLine = line.open({ config, secrets: { password: "pass" } }, { reach: reach({ allow: (host) => host === "127.0.0.1" }), now: () => new Date(), tried: false, tell });
  });
  expectLines("our held line at its server", lines, ["ready", "bind desk pass", ...frames.map(() => /^submit 8613800000001 64 8 /), "acknowledged 0", "acknowledged 0", "unbind"]);
  expectLines("what its keeper was told", told.toSorted(), ["answered part1 perl1", "answered part2 perl2", "bound", "lost", "report part1 delivered", "report part2 delivered"]);
}

if (spawnSync("perl", ["-MNet::SMPP", "-e", "1"]).status !== 0) {
  say("SKIPPED: Net::SMPP is not here; apt-get install libnet-smpp-perl, and run this again");
  process.exitCode = 2;
} else {
  await clientAtOurCentre();
  await ourAccountAtItsServer();
  await ourLineAtItsServer();
  process.exitCode = failures.length === 0 ? 0 : 1;
}
