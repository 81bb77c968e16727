import { describe, expect, it } from 'vitest';
import { scanKey } from '../../../src/text/scan/key.ts';

const found = (text: string): readonly string[] => scanKey(text).map(({ start, end }) => text.slice(start, end));

/** Examples of the makers' manuals; put together here, so that nobody takes this file for a leak. */
const MADE: readonly string[] = [
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', // RFC 7519, 3.1
  `AKIA${'IOSFODNN7EXAMPLE'}`,
  `AIza${'SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe'}`,
  `ghp_${'16C7e42F292c6912E7710c838347Ae178B4a'}`,
  `glpat-${'ABCdef0123456789wxyz'}`,
  `sk_test_${'4eC39HqLyjWDarjtT1zdp7dc'}`,
  `xoxb-${'17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy'}`,
  `SG.${'ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr'}`,
  `sk-proj-${'abcDEF123456abcDEF123456abcDEF123456'}`,
  `hf_${'aBcDeFgHiJkLmNoPqRsTuVwXyZ012345'}`,
  'd41d8cd98f00b204e9800998ecf8427e',
  'kJ8sPq2LxV9bN4mZ7tRw3YcE6hFg1DuA',
];

describe('scanKey', () => {
  it.each(MADE)('knows %s by its form', (key) => {
    for (const [before, after] of [
      ['', ''],
      ['I use ', ' and it fails.'],
      ['"', '",'],
      ['我的是', '，谢谢'],
      ['see ', '.'],
    ] as const) {
      expect(found(before + key + after)).toEqual([key]);
    }
  });

  it('finds a private key from its first line to its last', () => {
    const kind = 'RSA PRIVATE KEY';
    const key = `-----BEGIN ${kind}-----\nMIIEpAIBAAKCAQEA75\nzBz+==\n-----END ${kind}-----`;
    expect(found(`look:\n${key}\nthanks`)).toEqual([key]);
    const locked = key.replace('\nMII', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMII');
    expect(found(locked)).toEqual([locked]);
    const torn = key.slice(0, 45);
    expect(found(`${torn}... and so on`)).toEqual([torn]);
  });

  it.each([
    ['password: hunter2', 'hunter2'],
    ['Password:hunter2, thanks', 'hunter2'],
    ['my password is hunter2.', 'hunter2'],
    ['password = Tr0ub4dor&3!', 'Tr0ub4dor&3!'],
    ['password: "correct horse battery"', 'correct horse battery'],
    ["pwd='a b c d'", 'a b c d'],
    ['the password "hunter2" fails', 'hunter2'],
    ['pass: hunter2', 'hunter2'],
    ['pw hunter22', 'hunter22'],
    ['PASSWORD: SECRET', 'SECRET'],
    ['使用密码Abc@1234登录', 'Abc@1234'],
    ['password: hunter', 'hunter'],
    ['Password: hunter\nbye', 'hunter'],
    ['password is Hunter#Two', 'Hunter#Two'],
    ['my password hunter22 does not work', 'hunter22'],
    ['password: hunter2 5 times', 'hunter2'],
    ['passcode 4711 is refused', undefined],
    ['PIN: 4711', '4711'],
    ['my pin 4711', '4711'],
    ['CVV 123', '123'],
    ['the cvc is 123!', '123'],
    ['OTP 482913', '482913'],
    ['verification code is 482913', '482913'],
    ['"api_key": "a1b2c3d4e5"', 'a1b2c3d4e5'],
    ['API key: a1b2c3d4e5', 'a1b2c3d4e5'],
    ['?access_token=a1b2c3d4e5&x=1', 'a1b2c3d4e5&x=1'],
    ['Authorization: Bearer mF_9.B5f-4.1JqM', 'mF_9.B5f-4.1JqM'], // RFC 6750, 2.1
    ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['密码：abc123', 'abc123'],
    ['密码是abc123，进不去', 'abc123'],
    ['密码abc123', 'abc123'],
    ['我的密码为 Qwerty!', 'Qwerty!'],
    ['验证码482913', '482913'],
    ['验证码：４８２９１３', '４８２９１３'],
    ['口令: zhima', 'zhima'],
  ])('takes the words before it as evidence: %j', (text, secret) => {
    expect(found(text)).toEqual(secret === undefined ? [] : [secret]);
  });

  it.each([
    'I forgot my password',
    'My password is not working',
    'password is expired. Now what',
    'Password: how do I reset it',
    'password reset',
    'I will pass: it is fine',
    'the "password" field',
    'the password must have 8 characters',
    'password: 8 characters at least',
    'password is 12 characters long',
    'a password of 8-20 letters',
    'PIN is blocked',
    'pin code 560001',
    'deliver to pin 560001',
    'the token expired on 2023-11-06',
    'secrets123456',
    'passwords: none',
    'token: https://example.com/a1',
    'Password. 2023 was a bad year',
    '密码忘记了怎么办',
    '密码：是多少',
    '密码 6 位',
    '验证码 120 秒后过期',
    '收不到验证码',
    'order 123e4567-e89b-12d3-a456-426614174000',
    'getElementsByClassNameOrByTagNameOrById',
    '#ASIANCUISINERESTAURANTS',
    'sk-learn-and-other-libraries-that-begin-so',
    '#Like1000PhilistineEnemiesSamsonSlew',
    'https://example.com/d41d8cd98f00b204e9800998ecf8427e',
    '[key]',
    'password: [key]',
    '',
  ])('leaves %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});
